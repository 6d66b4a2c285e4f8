using System.Runtime.InteropServices;

namespace Migration.Hosting.PostgreSQL;

/// <summary>One package at one version with one content.</summary>
/// <param name="Platform">The part of the name that says for which machine, such as <c>linux-x64</c>.</param>
/// <param name="Integrity">The content's hash as the registry writes it: <c>sha512-</c> and base64.</param>
internal sealed record PackagePin(string Platform, string Integrity)
{
    public const string Version = "17.10.0-beta.17";
    public const int Major = 17;

    private static readonly Dictionary<string, string> Integrities = new(StringComparer.Ordinal)
    {
        ["linux-x64"] = "sha512-hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg==",
        ["linux-arm64"] = "sha512-mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig==",
        ["linux-arm"] = "sha512-XQrRydqjgPrvvCKF1PrLvMljMbeXXT4GbB70+z7viqUWg3bgq31nGMkupa2TXHLqRnfmEhz1u3gn3xgQIphLZQ==",
        ["linux-ppc64"] = "sha512-+Mb0E41rvlwBhAV11eZf51rlxSHA8ancPHPFxhyljg+ZJ62QB1YryBf+rIkphpG2bnt4aJwxd1JOUk3PonlrLA==",
        ["darwin-x64"] = "sha512-gXk65MIyttD/PWo6NDSmu/n4vzPcqZQmxVWjEKuecwlyGmWO984AZ3Ljb7F0bwPvXhqcovH4FGN4ydr0fGeJxg==",
        ["darwin-arm64"] = "sha512-E2dxhSllrcyAJBHuvgTrBTx2BaPlX2vvjXClPKHxfwBezk+nTZ01uAEraKiRJMpzHSCyN8J1dTjKh4q/uTsBLQ==",
    };

    public string Name => $"@embedded-postgres/{Platform}";

    /// <summary>The pin for this machine; null when there is no package for it.</summary>
    public static PackagePin? ForThisMachine()
    {
        var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var platform = $"{system}-{Architecture(RuntimeInformation.OSArchitecture)}";
        return Integrities.TryGetValue(platform, out var integrity) ? new PackagePin(platform, integrity) : null;
    }

    private static string Architecture(Architecture architecture) => architecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "x64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        System.Runtime.InteropServices.Architecture.Arm => "arm",
        System.Runtime.InteropServices.Architecture.Ppc64le => "ppc64",
        _ => "unknown",
    };
}
