namespace Migration.Listings.Security;

/// <summary>Reads the issuer's keys as soon as the issuer is there, so that the first call with a token does not wait for them.</summary>
internal sealed class SigningKeyWarmUp(SigningKeyCache keys, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; !await keys.TryReadAsync(stoppingToken); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await Task.Delay(pause, time, stoppingToken);
        }
    }
}
