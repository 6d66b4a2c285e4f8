using Migration.TestSupport.Faults;

namespace Migration.TestSupport.Environments;

/// <summary>Instances of one monolith share its database, its keys and its files, and the road to the microservice.</summary>
public static class MoreMonoliths
{
    /// <summary>Adds a second and a third beside the first, in an environment that is started with <c>--Faults=true</c>.</summary>
    /// <param name="builder">The model.</param>
    /// <param name="storage">An existing folder for what both keep in files; the caller deletes it.</param>
    public static void AddTo(IDistributedApplicationTestingBuilder builder, string storage)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(storage);
        var first = Find<ProjectResource>(builder, ResourceNames.Monolith).WithEnvironment("Storage__Directory", storage);
        var road = Find<ProjectResource>(builder, ResourceNames.FaultProxy).GetEndpoint(Roads.MonolithToListings).Property(EndpointProperty.Port);
        foreach (var name in (string[])[ResourceNames.SecondMonolith, ResourceNames.ThirdMonolith])
        {
            AddInstance(builder, name, storage, first, road);
        }
    }

    private static void AddInstance(
        IDistributedApplicationTestingBuilder builder, string name, string storage, IResourceBuilder<ProjectResource> first, EndpointReferenceExpression road)
        => builder.AddProject<Projects.Monolith>(name)
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health")
            .WithReference(Find<PostgresDatabaseResource>(builder, ResourceNames.MonolithDatabase))
            .WithEnvironment("services__listings__grpc__0", ReferenceExpression.Create($"http://127.0.0.1:{road}"))
            .WithEnvironment("Storage__Directory", storage)
            .WithEnvironment("Seed__Listings", builder.Configuration["Seed:Listings"] ?? "2000")
            .WithEnvironment("Auth__DevelopmentTokens", "true")
            .WithEnvironment("Routing__AllowForcedSide", "true")
            .WaitFor(first);

    private static IResourceBuilder<T> Find<T>(IDistributedApplicationTestingBuilder builder, string name)
        where T : IResource
        => builder.CreateResourceBuilder(builder.Resources.OfType<T>().Single(resource => resource.Name == name));
}
