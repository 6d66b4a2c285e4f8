using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.Flags;

/// <summary>Everything an operator does with flags. A refused change leaves the running configuration as it is.</summary>
public sealed class FlagAdministration(IFlagStore store, TrafficRouterOptions options)
{
    private const int KillAttempts = 20;

    public Task<FlagDefinition?> FindAsync(string name, CancellationToken cancellationToken) => store.FindAsync(name, cancellationToken);

    public Task<FlagDefinition?> FindAsync(string name, long version, CancellationToken cancellationToken)
        => store.FindAsync(name, version, cancellationToken);

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<FlagDefinition>> HistoryAsync(string name, int limit, CancellationToken cancellationToken)
        => store.HistoryAsync(name, limit, cancellationToken);

    /// <param name="current">The flag as the author has read it.</param>
    /// <param name="patch">What to set.</param>
    /// <param name="author">Who and why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FlagRefusedException">The result would break a rule.</exception>
    /// <exception cref="StaleVersionException">Somebody else has changed the flag since.</exception>
    public Task<FlagDefinition> ChangeAsync(FlagDefinition current, FlagPatch patch, FlagAuthor author, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(author);
        author.ThrowIfInvalid();
        var next = patch.ApplyTo(current);
        FlagRules.ThrowIfInvalid(next);
        return store.WriteAsync(
            next with { Version = current.Version + 1, UpdatedBy = author.Name, Reason = author.Reason },
            cancellationToken);
    }

    /// <summary>Makes the flag what it was at an earlier version; that is a new version.</summary>
    public Task<FlagDefinition> RollBackAsync(FlagDefinition current, FlagDefinition earlier, FlagAuthor author, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(author);
        author.ThrowIfInvalid();
        return store.WriteAsync(
            earlier with { Version = current.Version + 1, UpdatedBy = author.Name, Reason = author.Reason },
            cancellationToken);
    }

    /// <summary>Sends everybody to the monolith, whoever else is changing the flag at the moment. Null where there is no such flag.</summary>
    public async Task<FlagDefinition?> KillAsync(string name, FlagAuthor author, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(author);
        author.ThrowIfInvalid();
        for (var attempt = 1; ; attempt++)
        {
            if (await store.FindAsync(name, cancellationToken) is not { } current)
            {
                return null;
            }

            if (!current.Enabled)
            {
                return current;
            }

            try
            {
                var killed = current with { Enabled = false, Version = current.Version + 1, UpdatedBy = author.Name, Reason = author.Reason };
                return await store.WriteAsync(killed, cancellationToken);
            }
            catch (StaleVersionException) when (attempt < KillAttempts)
            {
                // Somebody was quicker; what they wrote is read again and killed.
            }
        }
    }

    /// <exception cref="FlagRefusedException">The result would break a rule.</exception>
    public DryRun Try(FlagDefinition current, FlagPatch patch, IReadOnlyCollection<long> users)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(users);
        var next = patch.ApplyTo(current);
        FlagRules.ThrowIfInvalid(next);
        var (before, after) = (new CompiledFlag(options.Service, current), new CompiledFlag(options.Service, next));
        var (there, back, wasOn, willBeOn) = (0, 0, 0, 0);
        foreach (var user in users)
        {
            var subject = RoutingSubject.User(user);
            var was = before.Decide(subject, default).Side == Side.Microservice;
            var will = after.Decide(subject, default).Side == Side.Microservice;
            wasOn += was ? 1 : 0;
            willBeOn += will ? 1 : 0;
            there += !was && will ? 1 : 0;
            back += was && !will ? 1 : 0;
        }

        return new DryRun(users.Count, there, back, wasOn, willBeOn);
    }

    /// <summary>The decision as this version of the flag makes it.</summary>
    public Explanation Explain(FlagDefinition flag, RoutingSubject subject, RoutingOverride request)
    {
        var compiled = new CompiledFlag(options.Service, flag);
        var salt = $"{options.Service}/{flag.Name}/{flag.Seed}";
        return new Explanation(compiled.Decide(subject, request), salt, subject.Key, compiled.DescribeVariants(subject));
    }
}
