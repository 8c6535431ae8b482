namespace Slipway.DevInstance.Pushes;

/// <summary>
/// git's two hooks: a few lines of bash that hand on to the server what git tells them, and print what it answers. The server is asked over
/// loopback, with a secret that is this one push's.
/// </summary>
static class HookScripts
{
    public const string PortVariable = "SLIPWAY_HOOK_PORT";
    public const string SecretVariable = "SLIPWAY_HOOK_SECRET";

    const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // What the pusher's git prints comes after "remote: ".
    const string Text = """
        #!/bin/bash
        # Written by Slipway at each start.
        if ! { exec 3<>"/dev/tcp/127.0.0.1/${SLIPWAY_HOOK_PORT}"; } 2>/dev/null; then
          echo 'Slipway is not there to say whether this push may be. Push again.' >&2
          exit 1
        fi
        {
          printf '%s %s\n%s\n' "${0##*/}" "$SLIPWAY_HOOK_SECRET" "$GIT_QUARANTINE_PATH"
          for ((i = 0; i < ${GIT_PUSH_OPTION_COUNT:-0}; i++)); do
            option="GIT_PUSH_OPTION_$i"
            printf 'option %s\n' "${!option}"
          done
          while IFS= read -r update; do
            printf 'update %s\n' "$update"
          done
          printf 'end\n'
        } >&3
        while IFS= read -r -u 3 line; do
          case $line in
            yes) exit 0 ;;
            no) exit 1 ;;
            *) printf '%s\n' "${line# }" >&2 ;;
          esac
        done
        echo 'Slipway went away while it looked at this push. Push again.' >&2
        exit 1

        """;

    public static void Write(string folder)
    {
        foreach (var name in new[] { "pre-receive", "post-receive" })
        {
            // Renamed into place: a hook that is running keeps the file that it reads.
            var fresh = Path.Combine(folder, "." + name);
            File.WriteAllText(fresh, Text);
            File.SetUnixFileMode(fresh, Executable);
            File.Move(fresh, Path.Combine(folder, name), overwrite: true);
        }
    }
}
