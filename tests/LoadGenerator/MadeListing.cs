namespace Migration.LoadGenerator;

/// <summary>A listing that the load has made.</summary>
/// <param name="Id">As the answer says.</param>
/// <param name="Token">The place of its owner's token in the plan.</param>
public sealed record MadeListing(long Id, int Token);
