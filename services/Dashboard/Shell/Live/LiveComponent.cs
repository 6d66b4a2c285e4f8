using Microsoft.AspNetCore.Components;

namespace Migration.Dashboard.Shell.Live;

/// <summary>
/// A component that follows something that changes by itself. It reads anew when <see cref="Version"/> has moved, at most four times a
/// second, and seldom enough that reading never takes more than a fifth of the time: fifty changes between two looks are one.
/// </summary>
public abstract class LiveComponent : ComponentBase, IAsyncDisposable
{
    private const int Rest = 4;

    private readonly CancellationTokenSource _gone = new();
    private long _shown;

    [Inject] protected TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>No oftener than this.</summary>
    protected virtual TimeSpan Beat => TimeSpan.FromMilliseconds(250);

    /// <summary>While true, what is shown stays as it is.</summary>
    protected bool IsPaused { get; set; }

    /// <summary>Cancelled when the person has left.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>A number that is another one whenever <see cref="RefreshAsync"/> would find something new. Asked often, from any thread.</summary>
    protected abstract long Version { get; }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await DisposeAsyncCore();
        GC.SuppressFinalize(this);
    }

    protected virtual ValueTask DisposeAsyncCore() => ValueTask.CompletedTask;

    /// <summary>Reads what is to be shown: at first, when a parameter has changed (a filter in the address), and when there is news.</summary>
    protected abstract Task RefreshAsync(CancellationToken cancellationToken);

    protected override Task OnParametersSetAsync() => ReadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync();
        }
    }

    protected async Task ReadAsync()
    {
        _shown = Version;
        await RefreshAsync(Gone);
    }

    private async Task FollowAsync()
    {
        var pause = Beat;
        try
        {
            while (true)
            {
                await Task.Delay(pause, Time, Gone);
                if (IsPaused || Version == _shown)
                {
                    continue;
                }

                var started = Time.GetTimestamp();
                await InvokeAsync(async () =>
                {
                    await ReadAsync();
                    StateHasChanged();
                });
                var cost = Time.GetElapsedTime(started) * Rest;
                pause = cost > Beat ? cost : Beat;
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The person has left.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
