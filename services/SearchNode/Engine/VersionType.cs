namespace Migration.SearchNode.Engine;

/// <summary>Who numbers the versions.</summary>
internal enum VersionType
{
    Internal,

    /// <summary>The client; a version must be higher than the one there.</summary>
    External,

    /// <summary>The client; a version must not be lower than the one there.</summary>
    ExternalGte,
}
