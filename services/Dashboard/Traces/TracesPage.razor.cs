using System.Globalization;
using Microsoft.AspNetCore.Components;
using Migration.Dashboard.Attributes;
using Migration.Dashboard.Shell;
using Migration.Otlp.Records;

namespace Migration.Dashboard.Traces;

public partial class TracesPage
{
    private static readonly IReadOnlyList<(string Value, string Text)> Orders =
    [
        (nameof(TraceSort.Newest), "newest first"),
        (nameof(TraceSort.Slowest), "slowest first"),
        (nameof(TraceSort.Fastest), "fastest first"),
        (nameof(TraceSort.Spans), "most spans first"),
    ];

    private const int ScannedForNames = 100;

    private Trace[] _traces = [];
    private IReadOnlyList<string> _resources = [];
    private IReadOnlyList<string> _names = [];
    private TimeSpan _slowest;

    [SupplyParameterFromQuery] private string? Search { get; set; }

    [SupplyParameterFromQuery] private string? Resource { get; set; }

    [SupplyParameterFromQuery] private string? Sort { get; set; }

    [SupplyParameterFromQuery] private string? Min { get; set; }

    [SupplyParameterFromQuery] private string? Errors { get; set; }

    [SupplyParameterFromQuery] private string? Operation { get; set; }

    [SupplyParameterFromQuery(Name = "where")] private string[]? Where { get; set; }

    private bool IsErrorsOnly => string.Equals(Errors, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>What cannot be read of the address does not narrow.</summary>
    private TraceFilter Filter => new()
    {
        Search = Search,
        Resource = Resource,
        ErrorsOnly = IsErrorsOnly,
        MinMilliseconds = double.TryParse(Min, NumberStyles.Float, CultureInfo.InvariantCulture, out var minimum) && double.IsFinite(minimum) ? minimum : null,
        Operation = Operation,
        Conditions = AttributeCondition.ParseAll(Where),
        Sort = Enum.TryParse<TraceSort>(Sort, ignoreCase: true, out var sort) && Enum.IsDefined(sort) ? sort : TraceSort.Newest,
    };

    private string Summary => _traces.Length == TraceFilter.MaxShown
        ? $"the first {Format.Count(TraceFilter.MaxShown)}"
        : $"{Format.Count(_traces.Length)} {(Filter.IsEmpty ? "kept" : "found")}";

    protected override Task RefreshAsync(CancellationToken cancellationToken)
    {
        _traces = Filter.Select(Store);
        _slowest = _traces.Length == 0 ? TimeSpan.Zero : _traces.Max(trace => trace.Duration);
        _names = [.. _traces.Take(ScannedForNames).SelectMany(trace => trace.Spans).SelectMany(span => span.Attributes.Select(item => item.Key)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _resources = [.. Store.GetServices().Select(service => service.ServiceName)];
        return Task.CompletedTask;
    }

    private void Set(string name, object? value) => Navigation.SetQuery((name, value?.ToString() is { Length: > 0 } text ? text : null));
}
