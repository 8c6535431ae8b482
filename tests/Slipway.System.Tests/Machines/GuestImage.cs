using System.Text;
using Slipway.Testing;

namespace Slipway.System.Tests.Machines;

/// <summary>
/// A small disk that boots: Debian's kernel, an initial RAM disk of busybox that mounts the disk, and on the disk this machine's bash, git, bubblewrap and
/// .NET with the real runner. A script stands for cloud-init: it does with a NoCloud seed what that does (finds the disk by its label, writes the files of
/// <c>write_files</c>, runs <c>runcmd</c>).
/// </summary>
sealed class GuestImage(TempFolder folder)
{
    static readonly string[] Modules = ["virtio_pci", "virtio_blk", "virtio_net", "virtio_rng", "crc32c_generic", "ext4", "vfat", "nls_cp437", "nls_ascii"];

    static readonly string[] Programs = ["bash", "git", "bwrap", "setpriv", "prlimit", "timeout"];

    public string Disk => folder["guest.qcow2"];

    public string Kernel => folder["vmlinuz"];

    public string Initrd => folder["initrd"];

    public async Task BuildAsync()
    {
        var package = (await Tool.RunAsync("apt-cache", "depends", "linux-image-cloud-amd64")).Split('\n').First(line => line.Contains("Depends: linux-image-", StringComparison.Ordinal)).Split(": ")[1].Trim();
        Directory.CreateDirectory(folder["kernel"]);
        await Tool.RunAsync("sh", "-c", $"cd '{folder["kernel"]}' && apt-get -o APT::Sandbox::User=root download -q {package} && dpkg-deb -x *.deb .");
        File.Copy(Directory.GetFiles(folder["kernel", "boot"], "vmlinuz-*").Single(), Kernel);
        await BuildInitrdAsync();
        await BuildDiskAsync();
    }

    async Task BuildInitrdAsync()
    {
        MakeFolders("initial", "bin", "dev", "proc", "sys", "modules", "new");
        var files = Directory.GetFiles(folder["kernel", "lib", "modules"], "*.ko", SearchOption.AllDirectories).ToDictionary(file => Path.GetFileNameWithoutExtension(file).Replace('-', '_'));
        var order = new List<string>();
        foreach (var module in Modules.Where(files.ContainsKey)) // what is not there is in the kernel itself
        {
            await AddAsync(module);
        }

        await File.WriteAllLinesAsync(folder["initial", "modules", "order"], order);
        File.Copy("/usr/bin/busybox", folder["initial", "bin", "busybox"]);
        await ScriptAsync("initial", "init", """
            #!/bin/busybox sh
            /bin/busybox --install -s /bin
            mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
            for module in $(cat /modules/order); do insmod /modules/$module.ko; done
            mount -t ext4 /dev/vda /new
            for disk in /dev/vd[b-z]*; do dd if=$disk bs=512 count=1 2> /dev/null | grep -q CIDATA && seed=$disk; done
            mount -t vfat -o ro $seed /new/seed; echo "seed on $seed"
            mount -o move /dev /new/dev; umount /proc /sys
            exec switch_root /new /usr/sbin/guest-init
            """);
        await Tool.RunAsync("sh", "-c", $"cd '{folder["initial"]}' && find . | busybox cpio -o -H newc 2> /dev/null | gzip -1 > '{Initrd}'");

        async Task AddAsync(string module)
        {
            foreach (var needed in NeededBy(await File.ReadAllBytesAsync(files[module])))
            {
                await AddAsync(needed);
            }

            if (!order.Contains(module))
            {
                order.Add(module);
                File.Copy(files[module], folder["initial", "modules", module + ".ko"]);
            }
        }
    }

    /// <summary>The names behind <c>depends=</c> in a module's own description.</summary>
    static IEnumerable<string> NeededBy(byte[] module)
    {
        var at = module.AsSpan().IndexOf("\0depends="u8);
        var text = at < 0 ? [] : module.AsSpan(at + 9);
        return Encoding.ASCII.GetString(text[..Math.Max(0, text.IndexOf((byte)0))]).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => name.Replace('-', '_'));
    }

    async Task BuildDiskAsync()
    {
        MakeFolders("root", "usr/bin", "usr/sbin", "usr/lib", "usr/lib64", "etc/dotnet", "opt", "var/lib", "var/tmp", "tmp", "run", "proc", "sys", "dev", "root", "seed");
        foreach (var name in (string[])["bin", "sbin", "lib", "lib64"])
        {
            File.CreateSymbolicLink(folder["root", name], "usr/" + name);
        }

        var (root, dotnet) = (folder["root"], Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../..")));
        await Tool.RunAsync("sh", "-ec", $$"""
            root='{{root}}'
            put() { # a file where it is, with the libraries that it loads
              for file in "$1" $(ldd "$1" 2> /dev/null | grep -o '/[^ )]*'); do
                folder=$(readlink -f "$(dirname "$file")")
                mkdir -p "$root$folder"; [ -e "$root$folder/$(basename "$file")" ] || cp -L "$file" "$root$folder/"
              done
            }
            cp /usr/bin/busybox "$root/usr/bin/"
            for applet in $(busybox --list | grep -vx busybox); do ln -sf busybox "$root/usr/bin/$applet"; done
            for program in {{string.Join(' ', Programs)}}; do rm -f "$root/usr/bin/$program"; put "$(command -v $program)"; done
            put "$(git --exec-path)/git-remote-http"
            for library in libssl.so.3 libcrypto.so.3; do put "$(/sbin/ldconfig -p | sed -n "s/.*$library .*=> //p" | head -n 1)"; done
            mkdir -p "$root/usr/share/dotnet/shared/Microsoft.NETCore.App"
            cp -r '{{dotnet}}/host' "$root/usr/share/dotnet/"
            cp -r '{{Path.GetDirectoryName(typeof(object).Assembly.Location)}}' "$root/usr/share/dotnet/shared/Microsoft.NETCore.App/"
            for library in "$root"/usr/share/dotnet/shared/*/*/*.so; do for needed in $(ldd "$library" 2> /dev/null | grep -o '=> /[^ )]*' | cut -c4-); do put "$needed"; done; done
            cp -r '{{Path.GetDirectoryName(Build.Runner)}}' "$root/opt/slipway-runner"
            ln -s /opt/slipway-runner/slipway-runner "$root/usr/bin/slipway-runner"
            echo /usr/share/dotnet > "$root/etc/dotnet/install_location"
            echo root:x:0:0:root:/root:/bin/bash > "$root/etc/passwd"; echo root:x:0: > "$root/etc/group"; : > "$root/etc/resolv.conf"
            chmod 1777 "$root/tmp" "$root/var/tmp"
            """);
        await ScriptAsync("root", "usr/sbin/guest-init", """
            #!/usr/bin/busybox sh
            export PATH=/usr/sbin:/usr/bin
            mount -t proc proc /proc; mount -t sysfs sys /sys; mkdir -p /dev/pts /dev/shm; mount -t devpts pts /dev/pts; mount -t tmpfs run /run
            ifconfig lo 127.0.0.1; ifconfig eth0 10.0.2.15 netmask 255.255.255.0; route add default gw 10.0.2.2
            hostname $(sed -n 's/^local-hostname: //p' /seed/meta-data); head -n 1 /seed/user-data
            path=$(sed -n 's/^  - path: "\(.*\)"$/\1/p' /seed/user-data); mode=$(sed -n "s/^    permissions: '\(.*\)'$/\1/p" /seed/user-data)
            mkdir -p ${path%/*}; sed -n 's/^    content: //p' /seed/user-data | base64 -d > $path; chmod $mode $path
            stat -c 'configuration %a %u' $path
            # The list of runcmd, which is JSON: five texts, of which the third and the fifth are shell.
            list=$(sed -n 's/^  - \[sh, -c, \(.*\), sh, \(.*\)\]$/\2/p' /seed/user-data)
            list=${list#\"}; list=${list%\"}
            printf "$(printf %s "$list" | sed 's/\\u003E/>/g; s/\\u0026/\&/g; s/\\u003C/</g; s/\\u007C/|/g; s/\\"/"/g; s/%/%%/g')" > /run/runcmd
            sh /run/runcmd
            poweroff -f
            """);
        await Tool.RunAsync("mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", "-d", root, folder["guest.raw"], "700M");
        await Tool.RunAsync("qemu-img", "convert", "-O", "qcow2", folder["guest.raw"], Disk);
        File.Delete(folder["guest.raw"]);
    }

    void MakeFolders(string top, params string[] names)
    {
        foreach (var name in names)
        {
            Directory.CreateDirectory(folder[top, name]);
        }
    }

    async Task ScriptAsync(string top, string name, string text)
    {
        await File.WriteAllTextAsync(folder[top, name], text + "\n");
        File.SetUnixFileMode(folder[top, name], (UnixFileMode)0b111_101_101);
    }
}
