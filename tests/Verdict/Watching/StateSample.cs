namespace Migration.Verdict.Watching;

/// <param name="OpenBreakers">Operations whose breaker is not closed; null where nobody may ask.</param>
/// <param name="Inconsistencies">Findings of the verifier; null where DataSync is out of reach.</param>
/// <param name="SlotLagBytes">The most that a replication slot holds back; null where DataSync is out of reach.</param>
internal sealed record StateSample(IReadOnlyList<string>? OpenBreakers, long? Inconsistencies, long? SlotLagBytes);
