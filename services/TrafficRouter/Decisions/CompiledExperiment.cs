using System.Text;
using Migration.TrafficRouter.Flags;

namespace Migration.TrafficRouter.Decisions;

/// <summary>An experiment ready to assign. Its salt is its own, so that its variants say nothing about the rollout.</summary>
internal sealed class CompiledExperiment
{
    private readonly byte[] _salt;
    private readonly ExperimentVariant[] _variants;

    /// <summary>By variant: the first bucket that is no longer its own. The last one takes what rounding leaves.</summary>
    private readonly int[] _ends;

    public CompiledExperiment(string scope, ExperimentDefinition definition)
    {
        Name = definition.Name;
        _salt = Encoding.UTF8.GetBytes($"{scope}.{definition.Name}/{definition.Seed}");
        _variants = [.. definition.Variants];
        _ends = new int[_variants.Length];
        var total = _variants.Sum(variant => (long)variant.Weight);
        var sum = 0L;
        for (var index = 0; index < _variants.Length; index++)
        {
            sum += _variants[index].Weight;
            _ends[index] = (int)(sum * BucketFunction.Buckets / total);
        }
    }

    public string Name { get; }

    public ExperimentVariant Assign(in RoutingSubject subject)
    {
        var bucket = CompiledFlag.BucketOf(_salt, subject);
        var index = 0;
        while (bucket >= _ends[index])
        {
            index++;
        }

        return _variants[index];
    }
}
