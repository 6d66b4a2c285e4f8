using System.Collections.Immutable;
using Migration.FaultProxy.Api;

namespace Migration.FaultProxy.Grpc;

/// <summary>The faults of a proxy, in their order.</summary>
internal sealed class GrpcFaults
{
    private readonly Lock _gate = new();
    private ImmutableArray<GrpcFault> _all = [];

    public ImmutableArray<GrpcFault> All
    {
        get
        {
            lock (_gate)
            {
                return _all;
            }
        }
    }

    /// <exception cref="ApiException">There is none of that name.</exception>
    public GrpcFault Get(string name)
        => All.FirstOrDefault(fault => string.Equals(fault.Name, name, StringComparison.Ordinal)) ?? throw ApiException.FaultNotFound();

    public void Add(GrpcFault fault)
    {
        lock (_gate)
        {
            _all = _all.Any(known => string.Equals(known.Name, fault.Name, StringComparison.Ordinal))
                ? throw ApiException.FaultAlreadyExists()
                : _all.Add(fault);
        }
    }

    public void Remove(string name)
    {
        var fault = Get(name);
        lock (_gate)
        {
            _all = _all.Remove(fault);
        }

        fault.Remove();
    }

    public void Clear()
    {
        ImmutableArray<GrpcFault> before;
        lock (_gate)
        {
            (before, _all) = (_all, []);
        }

        foreach (var fault in before)
        {
            fault.Remove();
        }
    }

    /// <summary>The faults that are to be done to a call, in order. Every fault counts it, whether an earlier one ends it or not.</summary>
    public IReadOnlyList<GrpcFault> Strike(string method) => [.. All.Where(fault => fault.Strikes(method))];
}
