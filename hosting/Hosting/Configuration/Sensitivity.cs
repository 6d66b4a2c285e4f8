using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Configuration;

/// <summary>Finds out whether a value has a secret in it.</summary>
internal static class Sensitivity
{
    internal static bool IsSecret(object? value) => IsSecret(value, []);

    private static bool IsSecret(object? value, HashSet<object> seen) => value switch
    {
        null or string => false,
        ParameterResource parameter => parameter.Secret,
        ConnectionStringReference => true,
        IResourceWithConnectionString => true,
        IResourceBuilder<IResource> builder => IsSecret(builder.Resource, seen),
        IValueWithReferences composed when seen.Add(composed) => composed.References.Any(part => IsSecret(part, seen)),
        _ => false,
    };
}
