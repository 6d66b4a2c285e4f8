namespace Migration.TrafficRouter.WriteSides;

/// <summary>What makes an idempotency key unique.</summary>
public sealed record WriteScope(long UserId, string Operation, string Key);
