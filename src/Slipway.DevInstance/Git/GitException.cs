namespace Slipway.DevInstance.Git;

/// <summary>git did not do what it always does: a fault of the server or of a repository, not of the caller.</summary>
sealed class GitException(string message, Exception? inner = null) : Exception(message, inner);
