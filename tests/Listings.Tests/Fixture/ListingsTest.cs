using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Database;
using Npgsql;

namespace Migration.Listings.Tests.Fixture;

/// <summary>The base of test classes that share one service and one database among their tests.</summary>
public abstract class ListingsTest
{
    internal const long Category = 1101;
    internal const long User = 42;

    private static string? _template;
    private static TestDatabase? _database;
    private static ListingsHost? _service;

    public TestContext TestContext { get; set; } = null!;

    internal static TestDatabase Database => _database!;

    internal static ListingsHost Service => _service!;

    [ClassInitialize(InheritanceBehavior.BeforeEachDerivedClass)]
    public static async Task StartServiceAsync(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _template ??= await MakeTemplateAsync(context.CancellationToken);
        _database = await TestPostgres.Server.CreateDatabaseAsync(context.CancellationToken, _template);
        _service = await ListingsHost.StartReadyAsync(_database);
    }

    [ClassCleanup(InheritanceBehavior.BeforeEachDerivedClass)]
    public static async Task StopServiceAsync()
    {
        await _service!.DisposeAsync();
        await _database!.DisposeAsync();
    }

    /// <summary>Each class begins with a copy of it; making the schema anew for each would take longer than most of their tests.</summary>
    private static async Task<string> MakeTemplateAsync(CancellationToken cancellationToken)
    {
        var name = await TestPostgres.Server.CreateAsync(cancellationToken);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(TestPostgres.Server.ConnectionString) { Database = name }.ConnectionString);
        await new SchemaUpgrader(source, NullLoggerFactory.Instance).UpgradeAsync(cancellationToken);
        await using var category = source.CreateCommand($"insert into c2c_categories (id, name, slug) values ({Category}, 'Automobili', 'automobili')");
        await category.ExecuteNonQueryAsync(cancellationToken);
        return name;
    }

    /// <summary>A request that nothing is wrong with.</summary>
    internal static CreateListingRequest ValidCreate() => new()
    {
        UserId = User,
        Title = "Polovna stolica",
        Price = 25.5,
        Currency = "RSD",
        CategoryId = Category,
        Quantity = 1,
    };

    internal static async Task<RpcException> FailureOfAsync<T>(AsyncUnaryCall<T> call, StatusCode expected)
    {
        try
        {
            await call;
        }
        catch (RpcException failure)
        {
            failure.StatusCode.Should().Be(expected, failure.Status.Detail);
            return failure;
        }
        finally
        {
            call.Dispose();
        }

        throw new AssertFailedException($"The call succeeded, but {expected} was expected.");
    }
}
