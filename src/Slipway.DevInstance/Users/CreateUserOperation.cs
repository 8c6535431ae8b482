using System.Net.Mail;
using Slipway.Contracts.DevInstance;
using Slipway.Platform;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.Users;

/// <summary>Makes a user under a name that is free and allowed.</summary>
sealed class CreateUserOperation(UserDirectory users, TimeProvider time)
{
    const int LongestDisplayName = 200;
    const int LongestEmail = 254;

    public async Task<CreateUserOutcome> RunAsync(CreateUser wanted, CancellationToken ct)
    {
        if (!PathPart.IsOwner(wanted.Name))
        {
            return new CreateUserOutcome.Refused(ProblemCode.NameInvalid, $"'{wanted.Name}' is no name for a user: it takes {PathPart.Rule}, and some (api, projects, ...) are the server's own.");
        }

        var display = wanted.DisplayName ?? wanted.Name;
        if (display is not { Length: > 0 and <= LongestDisplayName } || display.Any(c => char.IsControl(c) || c is '<' or '>'))
        {
            return new CreateUserOutcome.Refused(ProblemCode.Malformed, $"The display name takes 1 to {LongestDisplayName} characters, without '<' and '>'.");
        }

        if (wanted.Email is not { Length: > 0 and <= LongestEmail } || !MailAddress.TryCreate(wanted.Email, out var mail) || mail.Address != wanted.Email)
        {
            return new CreateUserOutcome.Refused(ProblemCode.Malformed, $"'{wanted.Email}' is no email address, as ann@example.org is.");
        }

        var user = new User { Name = wanted.Name, DisplayName = display, Email = wanted.Email, Admin = wanted.Admin, CreatedAt = time.GetUtcNow() };
        return await users.AddAsync(user, ct) is { } made
            ? new CreateUserOutcome.Created(made)
            : new CreateUserOutcome.Refused(ProblemCode.UserExists, $"A user '{wanted.Name}' is there already. Choose another name.");
    }
}

abstract record CreateUserOutcome
{
    public sealed record Created(User User) : CreateUserOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : CreateUserOutcome;
}
