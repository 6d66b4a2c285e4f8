namespace Migration.Dashboard.Migrating.Sources;

/// <summary>A source that is asked again and again, whatever it gives.</summary>
internal interface IPoll
{
    /// <summary>Asks now instead of later.</summary>
    public void Kick();

    /// <summary>Until it is cancelled; tells of every reading.</summary>
    public Task RunAsync(Action changed, CancellationToken cancellationToken);
}
