using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Migration.Dashboard.Resources;
using Migration.Dashboard.Shell;

namespace Migration.Dashboard.ConsoleLines;

public partial class ConsolePage
{
    private ConsoleReader? _reader;
    private ConsoleLine[] _lines = [];
    private IReadOnlyList<(string Value, string Text)> _choices = [];
    private string? _problem;
    private ElementReference _box;
    private string? _boxId;

    [Inject] private ResourceStore Resources { get; set; } = null!;

    [Inject] private ResourceServiceClient Client { get; set; } = null!;

    [Inject] private Palette Palette { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IJSRuntime Script { get; set; } = null!;

    [SupplyParameterFromQuery] private string? Search { get; set; }

    [SupplyParameterFromQuery] private string? Resource { get; set; }

    [SupplyParameterFromQuery(Name = "times")] private bool? Times { get; set; }

    protected override long Version => Resources.Version + (_reader?.Version ?? 0);

    private bool ShowsTimes => Times ?? true;

    private string DownloadAddress => $"/api/console{(Resource is null ? string.Empty : $"?resource={Uri.EscapeDataString(Resource)}")}";

    private string? Summary => _reader switch
    {
        null => null,
        { Lost: > 0 } reader => $"{Format.Count(_lines.Length)} lines; {Format.Count(reader.Lost)} came too fast and were left out",
        _ => $"{Format.Count(_lines.Length)} lines",
    };

    protected override void OnInitialized() => Resources.Ask();

    protected override async Task RefreshAsync(CancellationToken cancellationToken)
    {
        _choices = [.. Resources.View.Resources.Where(resource => !ResourceStatus.IsValue(resource)).Select(resource => resource.Name).Distinct(StringComparer.Ordinal).Select(name => (name, name))];
        if (RendererInfo.IsInteractive && Client.IsConfigured && (_reader is null || !string.Equals(_reader.Resource, Resource, StringComparison.Ordinal)))
        {
            await LeaveAsync();
            _reader = new ConsoleReader(Client, Resource, Time);
        }

        _problem = _reader?.Problem;
        _lines = _reader?.Find(line => Search is null || AnsiText.Strip(line.Text).Contains(Search, StringComparison.OrdinalIgnoreCase)) ?? [];
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The element is another one when the page had nothing to show before.
        if (_box.Id is { } id && !string.Equals(id, _boxId, StringComparison.Ordinal))
        {
            _boxId = id;
            try
            {
                await using var module = await Script.InvokeAsync<IJSObjectReference>("import", Gone, "./console.js");
                await module.InvokeVoidAsync("followEnd", Gone, _box);
            }
            catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
            {
                // The person has left.
            }
        }
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await LeaveAsync();
        await base.DisposeAsyncCore();
    }

    private async ValueTask LeaveAsync()
    {
        if (_reader is { } reader)
        {
            _reader = null;
            await reader.DisposeAsync();
        }
    }

    private Task PauseAsync(bool isPaused)
    {
        IsPaused = isPaused;
        return isPaused ? Task.CompletedTask : ReadAsync();
    }

    private Task ClearAsync()
    {
        _reader?.Clear();
        return ReadAsync();
    }

    private void Set(string name, object? value) => Navigation.SetQuery((name, value));
}
