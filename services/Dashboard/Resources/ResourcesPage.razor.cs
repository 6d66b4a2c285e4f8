using Microsoft.AspNetCore.Components;
using Migration.Dashboard.Shell;

namespace Migration.Dashboard.Resources;

public partial class ResourcesPage
{
    private readonly HashSet<string> _folded = new(StringComparer.Ordinal);
    private ResourceView _view = new(ResourceLink.Absent, []);
    private IReadOnlyList<ResourceTreeRow> _rows = [];
    private IReadOnlyList<(string Value, string Text)> _types = [];
    private IReadOnlyList<(string Value, string Text)> _states = [];
    private CommandRunner _runner = null!;

    [Inject] private ResourceStore Resources { get; set; } = null!;

    [Inject] private ResourceServiceClient Client { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery] private string? Search { get; set; }

    [SupplyParameterFromQuery] private string? Type { get; set; }

    [SupplyParameterFromQuery] private string? State { get; set; }

    [SupplyParameterFromQuery(Name = "resource")] private string? ResourceName { get; set; }

    protected override long Version => Resources.Version + _runner.Version;

    private ResourceInfo? Selected => _view.Find(ResourceName);

    private string? Summary
    {
        get
        {
            var processes = _view.Resources.Where(resource => resource.State is not null && !ResourceStatus.IsValue(resource)).ToArray();
            var healthy = processes.Count(resource => string.Equals(resource.Health, "Healthy", StringComparison.Ordinal));
            return processes.Length == 0 ? null : $"{healthy} of {processes.Length} healthy";
        }
    }

    protected override void OnInitialized()
    {
        _runner = new CommandRunner(Client, Gone);
        Resources.Ask();
    }

    protected override Task RefreshAsync(CancellationToken cancellationToken)
    {
        _view = Resources.View;
        _types = Choices(resource => resource.Type);
        _states = Choices(resource => ResourceStatus.Of(resource, _view).Text);
        _rows = ResourceTree.Build(_view.Resources, Matches, _folded);
        return Task.CompletedTask;
    }

    private List<(string Value, string Text)> Choices(Func<ResourceInfo, string> select) =>
        [.. _view.Resources.Select(select).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(text => (text, text))];

    private bool Matches(ResourceInfo resource) =>
        (Type is null || string.Equals(resource.Type, Type, StringComparison.Ordinal))
        && (State is null || string.Equals(ResourceStatus.Of(resource, _view).Text, State, StringComparison.Ordinal))
        && (Search is null || TextsOf(resource).Any(text => text.Contains(Search, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> TextsOf(ResourceInfo resource) =>
        [resource.DisplayName, resource.Type, resource.Source ?? string.Empty, .. resource.Addresses.Select(address => address.Url)];

    private void Pick(ResourceInfo resource) =>
        Set("resource", string.Equals(Selected?.Id, resource.Id, StringComparison.Ordinal) ? null : resource.Replicas > 1 ? resource.Id : resource.Name);

    private Task FoldAsync(ResourceInfo resource)
    {
        if (!_folded.Remove(resource.Name))
        {
            _folded.Add(resource.Name);
        }

        return ReadAsync();
    }

    private void Set(string name, object? value) => Navigation.SetQuery((name, value));
}
