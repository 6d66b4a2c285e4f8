namespace Migration.TrafficRouter.Resilience;

/// <summary>A call as what Polly hands through. A value type, for which code is compiled of its own: what is shared by all classes looks its types up as it runs.</summary>
internal readonly record struct CallHandle(CallState Call);
