using Migration.Verdict.Running;

namespace Migration.Verdict.Tests;

[TestClass]
public sealed class IntermissionTests(TestContext testContext)
{
    private readonly Intermission _intermission = new();
    private readonly TaskCompletionSource _guestEnds = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasBegun;

    [TestMethod]
    public async Task Invite_BeforeAnyPause_LetsNobodyBegin()
    {
        var guest = _intermission.InviteAsync(GuestAsync);

        await _intermission.EndAsync(testContext.CancellationToken);

        _hasBegun.Should().BeFalse("the suite has not paused");
        guest.IsCompleted.Should().BeFalse();
    }

    [TestMethod]
    public async Task End_WhileAGuestIsThere_WaitsForIt()
    {
        var guest = _intermission.InviteAsync(GuestAsync);
        _intermission.Begin();

        var end = _intermission.EndAsync(testContext.CancellationToken);

        end.IsCompleted.Should().BeFalse("nothing may be stopped under the guest");
        _guestEnds.SetResult();
        await end;
        (await guest).Should().Be("seen");
    }

    [TestMethod]
    public async Task End_OfAGuestThatFailed_IsTheEndAllTheSame()
    {
        var guest = _intermission.InviteAsync<string>(() => Task.FromException<string>(new IOException("no room")));
        _intermission.Begin();

        await _intermission.EndAsync(testContext.CancellationToken);

        await FluentActions.Awaiting(() => guest.WaitAsync(testContext.CancellationToken)).Should().ThrowAsync<IOException>();
    }

    [TestMethod]
    public async Task End_WithoutAGuest_IsThereAtOnce()
    {
        _intermission.Begin();

        await _intermission.EndAsync(testContext.CancellationToken);

        _hasBegun.Should().BeFalse();
    }

    private async Task<string> GuestAsync()
    {
        _hasBegun = true;
        await _guestEnds.Task.WaitAsync(testContext.CancellationToken);
        return "seen";
    }
}
