using Microsoft.AspNetCore.Http.Features;

namespace Migration.TrafficRouter.Tests.Http;

/// <summary>A response whose end a test decides on.</summary>
internal sealed class CompletingResponse : HttpResponseFeature
{
    private readonly List<(Func<object, Task> Callback, object State)> _callbacks = [];

    public override void OnCompleted(Func<object, Task> callback, object state) => _callbacks.Add((callback, state));

    public async Task CompleteAsync()
    {
        foreach (var (callback, state) in _callbacks)
        {
            await callback(state);
        }
    }
}
