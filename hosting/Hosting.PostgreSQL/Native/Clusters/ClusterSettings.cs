using System.Globalization;

namespace Migration.Hosting.PostgreSQL;

/// <summary>How every server is set up.</summary>
internal static class ClusterSettings
{
    public const string HbaFile = "migration.hba.conf";

    /// <summary>
    /// Written into the template's postgresql.conf: good defaults that ALTER SYSTEM, an edited file or an argument may change.
    /// </summary>
    public const string Defaults =
        """
        max_connections = 200
        shared_buffers = '128MB'
        max_wal_senders = 16
        max_replication_slots = 16
        password_encryption = 'scram-sha-256'
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_checkpoints = off
        log_min_messages = warning
        log_line_prefix = '%m [%p] '
        """;

    /// <summary>A password over TCP from this machine and nothing else, whatever a data folder's own file allows.</summary>
    public const string HostBasedAuthentication =
        """
        # Written at every start.
        # TYPE  DATABASE     USER  ADDRESS       METHOD
        host    all          all   127.0.0.1/32  scram-sha-256
        host    all          all   ::1/128       scram-sha-256
        host    replication  all   127.0.0.1/32  scram-sha-256
        host    replication  all   ::1/128       scram-sha-256

        """;

    /// <summary>What a server is started with, outranking every file in its data folder.</summary>
    public static IReadOnlyList<string> ForServer(ServerRequest request) =>
    [
        .. Shared(request.Folder, request.IsDurable),
        Setting("port", request.Port.ToString(CultureInfo.InvariantCulture)),
        Setting("listen_addresses", string.Join(',', Loopback.Addresses())),
        Setting("unix_socket_directories", string.Empty),
        Setting("hba_file", Path.Combine(request.Folder, HbaFile)),
        Setting("cluster_name", request.Name),
        Setting("log_destination", "stderr"),
        Setting("logging_collector", "off"),
    ];

    /// <summary>What the server and a single-user session on its data folder must agree on.</summary>
    public static IEnumerable<string> Shared(string folder, bool isDurable)
    {
        yield return $"-D{folder}";

        // A lower level refuses to start where a logical replication slot exists.
        yield return Setting("wal_level", "logical");

        // In the data folder and not in /dev/shm, where a killed server would leave files.
        yield return Setting("dynamic_shared_memory_type", "mmap");
        yield return Setting("lc_messages", "C");
        if (!isDurable)
        {
            yield return Setting("fsync", "off");
            yield return Setting("synchronous_commit", "off");
            yield return Setting("full_page_writes", "off");
        }
    }

    private static string Setting(string name, string value) => $"--{name}={value}";
}
