using Migration.FaultProxy.Connections;

namespace Migration.FaultProxy.Toxics;

/// <summary>
/// A toxic at work on one direction of one connection. It is asked about each <see cref="Passage"/> twice, first how much may pass and then when;
/// both may be asked again for the same bytes, when the toxics change meanwhile, so only <see cref="Passed"/> may change its state.
/// All times are counted from the connection's begin.
/// </summary>
internal abstract class ToxicEffect
{
    /// <summary>When the connection ends even if nothing passes, or null.</summary>
    public virtual TimeSpan? ExpiresAt => null;

    /// <summary>Bytes were lost, so that the rest would be nonsense to the receiver.</summary>
    public virtual bool EndsConnectionWhenRemoved => false;

    public virtual void Begin(TimeSpan now)
    {
    }

    /// <summary>Shortens, drops or ends the passage.</summary>
    public virtual void Limit(Passage passage)
    {
    }

    /// <summary>Puts the passage off.</summary>
    public virtual void Delay(Passage passage, TimeSpan now)
    {
    }

    public virtual void Passed(Passage passage)
    {
    }
}
