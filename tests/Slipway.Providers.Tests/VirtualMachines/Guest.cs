using Slipway.Testing;

namespace Slipway.Providers.Tests.VirtualMachines;

/// <summary>
/// A small real guest: Debian's kernel, and an initial RAM disk of busybox that does what cloud-init does with a NoCloud seed (finds the disk by its
/// label, writes the files of <c>write_files</c>, runs <c>runcmd</c>), with a stand-in for the runner that verifies its token at the server.
/// </summary>
sealed class Guest(TempFolder folder)
{
    static readonly string[] s_modules =
    [
        "drivers/virtio/virtio.ko", "drivers/virtio/virtio_ring.ko", "drivers/virtio/virtio_pci_modern_dev.ko", "drivers/virtio/virtio_pci_legacy_dev.ko", "drivers/virtio/virtio_pci.ko",
        "drivers/block/virtio_blk.ko", "net/core/failover.ko", "drivers/net/net_failover.ko", "drivers/net/virtio_net.ko",
        "fs/fat/fat.ko", "fs/fat/vfat.ko", "fs/nls/nls_cp437.ko", "fs/nls/nls_ascii.ko",
    ];

    public string Kernel => folder["vmlinuz"];

    public string Initrd => folder["initrd"];

    public async Task BuildAsync()
    {
        var package = (await Tool.RunAsync("apt-cache", "depends", "linux-image-cloud-amd64")).Split('\n').First(line => line.Contains("Depends: linux-image-", StringComparison.Ordinal)).Split(": ")[1].Trim();
        Directory.CreateDirectory(folder["kernel"]);
        await Tool.RunAsync("sh", "-c", $"cd '{folder["kernel"]}' && apt-get -o APT::Sandbox::User=root download -q {package} && dpkg-deb -x *.deb .");
        File.Copy(Directory.GetFiles(folder["kernel", "boot"], "vmlinuz-*").Single(), Kernel);
        var modules = Path.Combine(Directory.GetDirectories(folder["kernel", "lib", "modules"]).Single(), "kernel");
        foreach (var name in (string[])["bin", "dev", "proc", "sys", "modules", "seed", "etc"])
        {
            Directory.CreateDirectory(folder["root", name]);
        }

        for (var i = 0; i < s_modules.Length; i++)
        {
            File.Copy(Path.Combine(modules, s_modules[i]), folder["root", "modules", $"{i:d2}.ko"]);
        }

        File.Copy("/usr/bin/busybox", folder["root", "bin", "busybox"]);
        await ScriptAsync("init", """
            #!/bin/busybox sh
            /bin/busybox --install -s /bin
            mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
            for pass in 1 2 3 4; do for module in /modules/*.ko; do [ -e $module ] && insmod $module 2> /dev/null && rm $module; done; done; ls /modules
            ifconfig lo 127.0.0.1; ifconfig eth0 10.0.2.15 netmask 255.255.255.0
            for disk in /dev/vd[b-z]*; do dd if=$disk bs=512 count=1 2> /dev/null | grep -q CIDATA && seed=$disk; done; echo "seed on $seed"
            mount -t vfat -o ro $seed /seed
            grep -q '^instance-id: m' /seed/meta-data && head -n 1 /seed/user-data
            path=$(sed -n 's/^  - path: "\(.*\)"$/\1/p' /seed/user-data); mode=$(sed -n "s/^    permissions: '\(.*\)'$/\1/p" /seed/user-data)
            mkdir -p ${path%/*}; sed -n 's/^    content: //p' /seed/user-data | base64 -d > $path; chmod $mode $path
            echo written | dd of=/dev/vda 2> /dev/null && sync
            # The list of runcmd, which is JSON: five texts, of which the third and the fifth are shell.
            list=$(sed -n 's/^  - \[sh, -c, \(.*\), sh, \(.*\)\]$/\2/p' /seed/user-data)
            list=${list#\"}; list=${list%\"}
            printf "$(printf %s "$list" | sed 's/\\u003E/>/g; s/\\u0026/\&/g; s/\\u003C/</g; s/\\u007C/|/g; s/\\"/"/g; s/%/%%/g')" > /run.sh
            sh /run.sh
            poweroff -f
            """);
        await ScriptAsync("bin/slipway-runner", """
            #!/bin/busybox sh
            echo "the runner in the guest: $*"
            stat -c 'configuration %a %u' $3
            token=$(sed -n 's/.*"token": *"\([^"]*\)".*/\1/p' $3); url=$(sed -n 's/.*"url": *"\([^"]*\)".*/\1/p' $3)
            wget -q -O /answer --header 'Content-Type: application/json' --post-data "{\"token\": \"$token\", \"system_id\": \"s_guest0000000\"}" $url/api/v4/runners/verify && echo "verified: $(cut -c1-20 /answer)"
            """);
        await Tool.RunAsync("sh", "-c", $"cd '{folder["root"]}' && find . | busybox cpio -o -H newc 2> /dev/null | gzip -1 > '{Initrd}'");
    }

    async Task ScriptAsync(string name, string text)
    {
        await File.WriteAllTextAsync(folder["root", name], text + "\n");
        File.SetUnixFileMode(folder["root", name], (UnixFileMode)0b111_101_101);
    }
}
