using System.IO.Hashing;

namespace Slipway.BuildMachines.Logs;

/// <summary>
/// The trace of an attempt that runs. Bytes come in order and are counted and summed as they come, kept or not, so that the runner's checksum of
/// all of them can be compared.
/// </summary>
sealed class TraceFile(string path, int maxBytes)
{
    readonly Lock gate = new();
    Crc32? sum;
    long received;
    bool limitSaid;

    /// <summary>Bytes that the runner sent, those dropped among them.</summary>
    public long Received
    {
        get
        {
            lock (gate)
            {
                Load();
                return received;
            }
        }
    }

    /// <summary><c>crc32:%08x</c> over them.</summary>
    public string Checksum
    {
        get
        {
            lock (gate)
            {
                return "crc32:" + Load().GetCurrentHashAsUInt32().ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
            }
        }
    }

    /// <summary>Appends what begins at <paramref name="start"/>.</summary>
    /// <returns>False where that is not the end: nothing is kept then.</returns>
    public bool TryAppend(long start, ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            var crc = Load();
            if (start != received)
            {
                return false;
            }

            var room = (int)Math.Clamp(maxBytes - received, 0, bytes.Length);
            using (var file = OpenAppend(path))
            {
                file.Write(bytes[..room]);
                if (room < bytes.Length && !limitSaid)
                {
                    file.Write(System.Text.Encoding.UTF8.GetBytes(Limit()));
                    limitSaid = true;
                }
            }

            crc.Append(bytes);
            received += bytes.Length;
            return true;
        }
    }

    /// <summary>The runner sends all of it again.</summary>
    public void Reset()
    {
        lock (gate)
        {
            File.Delete(path);
            (sum, received, limitSaid) = (new Crc32(), 0, false);
        }
    }

    public void Seal()
    {
        lock (gate)
        {
            if (File.Exists(path))
            {
                using var file = OpenAppend(path);
                file.Flush(flushToDisk: true);
            }
        }
    }

    public static FileStream OpenAppend(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    string Limit() => $"\n\u001b[31;1mThis trace has reached its limit of {maxBytes} bytes. What the job writes from here on is not kept.\u001b[0;m\n";

    // After a restart: what is there counts; of what was dropped the runner sends again what was after the limit.
    Crc32 Load()
    {
        if (sum is not null)
        {
            return sum;
        }

        sum = new Crc32();
        if (File.Exists(path))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            limitSaid = file.Length > maxBytes;
            var left = Math.Min(file.Length, maxBytes);
            var buffer = new byte[128 * 1024];
            while (left > 0 && file.Read(buffer, 0, (int)Math.Min(buffer.Length, left)) is var read and > 0)
            {
                sum.Append(buffer.AsSpan(0, read));
                received += read;
                left -= read;
            }
        }

        return sum;
    }
}
