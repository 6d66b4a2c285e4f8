namespace Migration.DataSync.Verification;

/// <summary>The last report; one verification at a time.</summary>
internal sealed class VerificationHistory(IServiceProvider services) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    public VerificationReport? Last { get; private set; }

    public async Task<VerificationReport> VerifyAsync(bool repair, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return Last = await services.GetRequiredService<Verifier>().VerifyAsync(repair, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
