namespace Migration.FaultProxy.Toxics;

/// <summary>The settings of one type of toxic; they are the members of <c>attributes</c> on the wire.</summary>
internal abstract record ToxicAttributes
{
    /// <summary>One more connection comes under the toxic.</summary>
    /// <param name="random">Where its chance comes from.</param>
    /// <param name="before">The effect that this one takes over from after an update, or null.</param>
    public abstract ToxicEffect Attach(Random random, ToxicEffect? before);

    /// <summary>The members that must not be negative, by their names on the wire.</summary>
    public abstract IEnumerable<(string Name, long Value)> Quantities();
}
