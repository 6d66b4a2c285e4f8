using Microsoft.Extensions.ObjectPool;

namespace Migration.TrafficRouter.Calls;

/// <summary>Calls come back when they have ended, and forget what they were.</summary>
internal sealed class RoutedCallPolicy<TArgs, TResult>(Route<TArgs, TResult> route) : PooledObjectPolicy<RoutedCall<TArgs, TResult>>
{
    public override RoutedCall<TArgs, TResult> Create() => new(route);

    public override bool Return(RoutedCall<TArgs, TResult> obj)
    {
        obj.Forget();
        return true;
    }
}
