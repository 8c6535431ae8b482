namespace Slipway.Formats.OpenPgp;

/// <summary>The packet reader answers damaged input with any kind of exception; here they become one.</summary>
internal static class Untrusted
{
    public static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (IsFault(fault))
        {
            throw new MalformedInputException("openpgp.malformed", "These are not the packets of an OpenPGP key or signature, or they are cut off.", fault);
        }
    }

    public static bool IsFault(Exception fault) => fault is not (MalformedInputException or OutOfMemoryException or OperationCanceledException);
}
