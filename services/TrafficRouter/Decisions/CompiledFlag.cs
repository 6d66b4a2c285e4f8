using System.Collections.Frozen;
using System.Text;
using Migration.TrafficRouter.Flags;

namespace Migration.TrafficRouter.Decisions;

/// <summary>A flag at one version, ready to decide by without allocating anything.</summary>
public sealed class CompiledFlag
{
    private readonly byte[] _salt;
    private readonly FrozenSet<long> _canaries;
    private readonly FrozenSet<long> _denied;
    private readonly CompiledExperiment[] _experiments;
    private readonly int _threshold;

    public CompiledFlag(string service, FlagDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Definition = definition;
        _salt = Encoding.UTF8.GetBytes($"{service}/{definition.Name}/{definition.Seed}");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_salt.Length, BucketFunction.MaxSaltBytes, nameof(definition));
        _canaries = definition.CanaryUserIds.ToFrozenSet();
        _denied = definition.DenyUserIds.ToFrozenSet();
        _experiments = [.. definition.Experiments.Select(experiment => new CompiledExperiment($"{service}/{definition.Name}", experiment))];
        _threshold = (int)(definition.RolloutPercent * (BucketFunction.Buckets / 100));
    }

    public FlagDefinition Definition { get; }

    /// <summary>
    /// Kill switch, deny list, a side that the user is pinned to, canary list, forced side, percentage, experiment, monolith.
    /// </summary>
    public RoutingDecision Decide(in RoutingSubject subject, in RoutingOverride request)
    {
        var bucket = BucketOf(_salt, subject);
        var reason = Choose(subject, request, bucket, out var side);
        return new RoutingDecision
        {
            Side = side,
            Reason = reason,
            Flag = Definition.Name,
            FlagVersion = Definition.Version,
            Bucket = bucket,
            Seed = Definition.Seed,
        };
    }

    /// <summary>The variant of every experiment for this subject: <c>layout=wide, price=round</c>; null for nobody.</summary>
    public string? DescribeVariants(RoutingSubject subject)
        => subject.IsAnonymous || _experiments.Length == 0
            ? null
            : string.Join(", ", _experiments.Select(experiment => $"{experiment.Name}={experiment.Assign(subject).Name}"));

    internal static int BucketOf(ReadOnlySpan<byte> salt, in RoutingSubject subject)
    {
        if (subject.UserId > 0)
        {
            return BucketFunction.Bucket(salt, subject.UserId);
        }

        if (subject.VisitorId is not { } visitor)
        {
            return -1;
        }

        Span<byte> key = stackalloc byte[2 + 128];
        key[0] = (byte)'v';
        key[1] = (byte)':';
        var length = Encoding.ASCII.GetBytes(visitor, key[2..]);
        return BucketFunction.Bucket(salt, key[..(2 + length)]);
    }

    private RoutingReason Choose(in RoutingSubject subject, in RoutingOverride request, int bucket, out Side side)
    {
        side = Side.Monolith;
        if (!Definition.Enabled)
        {
            return RoutingReason.KillSwitch;
        }

        if (_denied.Contains(subject.UserId))
        {
            return RoutingReason.DenyList;
        }

        if (request.Pinned is { } pinned)
        {
            side = pinned;
            return RoutingReason.ReadYourWrites;
        }

        if (_canaries.Contains(subject.UserId))
        {
            side = Side.Microservice;
            return RoutingReason.CanaryUser;
        }

        if (request.Forced is { } forced)
        {
            side = forced;
            return RoutingReason.ForcedHeader;
        }

        if (bucket >= 0 && bucket < _threshold)
        {
            side = Side.Microservice;
            return RoutingReason.Percentage;
        }

        return bucket >= 0 && TryExperiment(subject, out side) ? RoutingReason.Experiment : RoutingReason.DefaultMonolith;
    }

    private bool TryExperiment(in RoutingSubject subject, out Side side)
    {
        side = Side.Monolith;
        foreach (var experiment in _experiments)
        {
            if (experiment.Assign(subject).Side is { } assigned)
            {
                side = assigned;
                return true;
            }
        }

        return false;
    }
}
