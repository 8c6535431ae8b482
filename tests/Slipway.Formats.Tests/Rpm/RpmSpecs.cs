namespace Slipway.Formats.Tests.Rpm;

/// <summary>Specs that between them use everything that ends up in repository metadata.</summary>
static class RpmSpecs
{
    /// <summary>Every kind of dependency, scriptlets, triggers, file kinds, a long changelog, text that XML must escape.</summary>
    public const string Everything = """
        %global _binary_payload w3.zstdio
        Name: everything
        Epoch: 2
        Version: 1.0~rc1^git2
        Release: 3.el9
        Summary: Sümmary with <xml> & "quotes" 'apos' ]]>
        License: MIT & BSD
        URL: https://example.invalid/?a=1&b=2
        Vendor: Vendör "Inc"
        Packager: Jérôme <j@example.invalid>
        Group: Applications/System
        Source0: notes.txt
        BuildRequires: (gcc or clang), make >= 4
        BuildArch: noarch
        Provides: virt = 1:2.0-1, virt2, cafe(é), lower < 3, upper > 3, atmost <= 3, atleast >= 3-1
        Requires: libfoo >= 1.2, libbar < 3:2-4, libbaz = 2, q <= 1, w > 5
        Requires(pre): shadow-utils
        Requires(post): ldconfig >= 2
        Requires(preun): preun-thing
        Requires(postun): postun-thing
        Requires(interp): /usr/bin/perl
        Requires(verify): verify-thing
        Requires: shadow-utils, /etc/everything/c.conf, /usr/share/everything/x, /usr/sbin/other
        Requires: (a or b), (c >= 1.0 if d), ((e and f) or g)
        Requires: libc.so.6(GLIBC_2.4)(64bit), libc.so.6()(64bit), libc.so.6(GLIBC_2.34)(64bit), libc.so.6(GLIBC_ABI_DT_RELR)(64bit)
        Requires: virt2, virt = 1:2.0-1, virt = 1:2.0
        Conflicts: bad < 1, (worse unless bad)
        Obsoletes: old < 2:2-7
        Recommends: rec >= 1, (r1 and r2)
        Suggests: sug > 1
        Supplements: (sup and lang), plain-sup
        Enhances: enh = 4
        %description
        Line one <b>&amp;</b> ]]>
        	tabbed "q"
        ünïcode ☃ 😀

        last
        %install
        mkdir -p %{buildroot}/usr/bin %{buildroot}/usr/share/everything/sub "%{buildroot}/usr/share/sp ace" %{buildroot}/etc/everything %{buildroot}/usr/lib %{buildroot}/opt/vendor/sbin/deep
        echo x | tee %{buildroot}/usr/bin/tool %{buildroot}/usr/share/everything/x %{buildroot}/usr/lib/sendmail %{buildroot}/opt/vendor/sbin/deep/y >/dev/null
        echo y > "%{buildroot}/usr/share/everything/ünï & <x> \"q\""
        ln -s x %{buildroot}/usr/share/everything/link
        echo c > %{buildroot}/etc/everything/c.conf
        %pre
        true
        %post -p /sbin/ldconfig
        %preun -p <lua>
        print("bye")
        %postun
        true
        %triggerin -- foo > 1
        true
        %transfiletriggerin -- /usr/lib
        true
        %filetriggerun -- /usr/share
        true
        %files
        %attr(4755,root,root) /usr/bin/tool
        %dir /usr/share/everything
        %dir /usr/share/everything/sub
        %doc /usr/share/everything/x
        /usr/share/everything/l*
        /usr/share/everything/ü*
        /usr/lib/sendmail
        /opt/vendor
        %config(noreplace) /etc/everything/c.conf
        %ghost /var/log/everything.log
        %ghost %dir /var/cache/everything
        %dir "/usr/share/sp ace"
        %changelog
        * Wed Jan 17 2024 Jérôme "Q" <j@example.invalid> - 14
        - <latest> & more
          cont	tab
        * Tue Jan 16 2024 A B <a@b> - 13
        - same day
        * Tue Jan 16 2024 A B <a@b> - 12
        - same day too
        * Tue Jan 16 2024 A B <a@b> - 11
        - and this
        * Mon Jan 15 2024 A B <a@b> - 10
        - 10
        * Sun Jan 14 2024 A B <a@b> - 9
        - 9
        * Sat Jan 13 2024 A B <a@b> - 8
        - 8
        * Fri Jan 12 2024 A B <a@b> - 7
        - 7
        * Thu Jan 11 2024 A B <a@b> - 6
        - 6
        * Wed Jan 10 2024 A B <a@b> - 5
        - 5
        * Tue Jan 09 2024 A B <a@b> - 4
        - left out
        * Mon Jan 08 2024 A B <a@b> - 3
        - left out
        """;

    /// <summary>Ten thousand files, none at all, and other digests and compressors, for this machine's architecture.</summary>
    public const string Variants = """
        %global _binary_payload w1.xzdio
        %global _binary_filedigest_algorithm 1
        %global debug_package %{nil}
        %global __os_install_post %{nil}
        Name: variants
        Version: 7
        Release: 1
        Summary: Variants
        License: MIT
        Source0: notes.txt
        NoSource: 0
        %description
        %package none
        Summary: Nothing in it
        Version: 8
        %description none
        Only dependencies.
        %package many
        Summary: Many files
        AutoReqProv: no
        BuildArch: noarch
        %description many
        Many.
        %install
        mkdir -p %{buildroot}/srv/many/a %{buildroot}/srv/many/b %{buildroot}/srv/many/c %{buildroot}/usr/bin
        (cd %{buildroot}/srv/many/a && touch $(seq 1 5000))
        (cd %{buildroot}/srv/many/b && touch $(seq 1 5000))
        echo x > %{buildroot}/usr/bin/variants
        %files
        /usr/bin/variants
        %files none
        %files many
        /srv/many
        """;
}
