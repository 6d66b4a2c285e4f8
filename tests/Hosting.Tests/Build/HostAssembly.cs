using System.Reflection;
using System.Runtime.Loader;

namespace Migration.Hosting.Tests.Build;

/// <summary>A built host, loaded apart from this process's own assemblies.</summary>
internal sealed class HostAssembly : AssemblyLoadContext, IDisposable
{
    private readonly AssemblyDependencyResolver _resolver;

    public HostAssembly(string path) : base(isCollectible: true)
    {
        _resolver = new AssemblyDependencyResolver(path);
        Assembly = LoadFromAssemblyPath(path);
    }

    public Assembly Assembly { get; }

    public IEnumerable<Type> ProjectClasses => Assembly.GetTypes().Where(type => type.Namespace is "Projects");

    public Type ProjectClass(string name) => Assembly.GetType($"Projects.{name}", throwOnError: true)!;

    public string? Metadata(string key) =>
        Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => string.Equals(attribute.Key, key, StringComparison.Ordinal)).Value;

    public void Dispose() => Unload();

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
}
