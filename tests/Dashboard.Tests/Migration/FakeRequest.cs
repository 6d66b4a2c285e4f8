namespace Migration.Dashboard.Tests.Migrating;

/// <summary>What a <see cref="FakeSource"/> was asked.</summary>
internal sealed record FakeRequest(string What, string Query, string Body, IReadOnlyDictionary<string, string> Headers);
