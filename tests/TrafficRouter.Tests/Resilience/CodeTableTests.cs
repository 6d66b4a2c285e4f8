using System.Net.Sockets;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Migration.TrafficRouter.Resilience;
using Polly.Timeout;
using StatusCode = Grpc.Core.StatusCode;

namespace Migration.TrafficRouter.Tests.Resilience;

/// <summary>The table of the design, row by row: what the end of an attempt means for breaker, retry and fallback.</summary>
[TestClass]
public sealed class CodeTableTests
{
    [TestMethod]
    [DataRow(StatusCode.NotFound, "not_found")]
    [DataRow(StatusCode.InvalidArgument, "invalid_argument")]
    [DataRow(StatusCode.AlreadyExists, "already_exists")]
    [DataRow(StatusCode.PermissionDenied, "permission_denied")]
    [DataRow(StatusCode.Unauthenticated, "unauthenticated")]
    [DataRow(StatusCode.FailedPrecondition, "failed_precondition")]
    [DataRow(StatusCode.OutOfRange, "out_of_range")]
    public void Judge_ABusinessError_IsAnAnswerWhoeverStillWaits(StatusCode code, string cause)
    {
        var expected = new Judgement(Verdict.Success, MayRepeat: false, FallsBack: false, cause) { IsAnswer = true };

        Judge(Failure(code)).Should().Be(expected);
        CodeTable.Judge(Failure(code), callerLeft: true, hadFullTime: true).Should().Be(expected);
    }

    [TestMethod]
    [DataRow(StatusCode.Unavailable, "unavailable", true)]
    [DataRow(StatusCode.Internal, "internal", false)]
    [DataRow(StatusCode.Unknown, "unknown", false)]
    [DataRow(StatusCode.DataLoss, "data_loss", false)]
    [DataRow(StatusCode.Cancelled, "cancelled_by_peer", false)]
    public void Judge_AFailure_CountsAndFallsBackAndLeavesAWriteInDoubt(StatusCode code, string cause, bool mayRepeat)
    {
        var judgement = Judge(Failure(code));

        judgement.Should().Be(new Judgement(Verdict.Failure, mayRepeat, FallsBack: true, cause));
        judgement.MayHaveStarted.Should().BeTrue();
    }

    [TestMethod]
    public void Judge_Refusals_SayNothingAgainstTheMicroservice()
    {
        Judge(Failure(StatusCode.Aborted)).Should().Be(new Judgement(Verdict.Success, MayRepeat: true, FallsBack: true, "aborted") { IsRefusal = true });
        Judge(Failure(StatusCode.Unimplemented)).Should().Be(new Judgement(Verdict.Ignored, MayRepeat: false, FallsBack: true, "unimplemented") { IsRefusal = true });
        Judge(Failure(StatusCode.ResourceExhausted)).Should().Be(new Judgement(Verdict.Success, MayRepeat: false, FallsBack: false, "resource_exhausted") { IsRefusal = true });
    }

    [TestMethod]
    public void Judge_Overload_CountsAndIsRepeatedWhenItAsksFor()
    {
        var judgement = Judge(Rich(Code.ResourceExhausted, new ErrorInfo { Reason = "OVERLOADED" }, new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(2)) }));

        judgement.Should().Be(new Judgement(Verdict.Failure, MayRepeat: true, FallsBack: true, "overloaded") { IsRefusal = true, RetryAfter = TimeSpan.FromSeconds(2) });
        judgement.MayHaveStarted.Should().BeFalse("the microservice has turned it away");
    }

    [TestMethod]
    public void Judge_TimeOut_CountsOnlyAfterTheFullTime()
    {
        foreach (var late in new Exception[] { Failure(StatusCode.DeadlineExceeded), new TimeoutRejectedException(), new OperationCanceledException() })
        {
            CodeTable.Judge(late, callerLeft: false, hadFullTime: true).Should().Be(new Judgement(Verdict.Failure, MayRepeat: true, FallsBack: true, "deadline_exceeded"));
            CodeTable.Judge(late, callerLeft: false, hadFullTime: false).Should().Be(new Judgement(Verdict.Ignored, MayRepeat: true, FallsBack: true, "deadline_exceeded"));
        }
    }

    [TestMethod]
    public void Judge_WhatNeverStarted_MayRunOnTheOtherSide()
    {
        Exception[] neverStarted =
        [
            Failure(StatusCode.Unavailable, new SocketException((int)SocketError.ConnectionRefused)),
            Failure(StatusCode.Unavailable, new HttpRequestException(HttpRequestError.NameResolutionError, "no such host")),
        ];
        foreach (var failure in neverStarted)
        {
            Judge(failure).Should().Be(new Judgement(Verdict.Failure, MayRepeat: true, FallsBack: true, "connection_refused") { NeverStarted = true });
        }

        var drained = Judge(Rich(Code.Internal, new ErrorInfo { Reason = "NOT_STARTED" }));
        drained.Should().Be(new Judgement(Verdict.Failure, MayRepeat: true, FallsBack: true, "not_started") { NeverStarted = true });
        drained.MayHaveStarted.Should().BeFalse();
    }

    [TestMethod]
    public void Judge_RefusedByTheBreaker_IsNeverRepeated()
        => Judge(new BreakerOpenException(TimeSpan.FromSeconds(3))).Should().Be(
            new Judgement(Verdict.Ignored, MayRepeat: false, FallsBack: true, "breaker_open") { NeverStarted = true, RetryAfter = TimeSpan.FromSeconds(3) });

    [TestMethod]
    public void Judge_TheCallerLeft_IsNobodysFault()
    {
        foreach (var failure in new Exception[] { Failure(StatusCode.Cancelled), Failure(StatusCode.Unavailable), new OperationCanceledException() })
        {
            CodeTable.Judge(failure, callerLeft: true, hadFullTime: true).Should().Be(new Judgement(Verdict.Ignored, MayRepeat: false, FallsBack: false, "cancelled"));
        }
    }

    [TestMethod]
    public void Judge_AnythingElse_IsAFailureThatIsNotRepeated()
        => Judge(new InvalidOperationException("cannot map")).Should().Be(new Judgement(Verdict.Failure, MayRepeat: false, FallsBack: true, "exception"));

    [TestMethod]
    public void Judge_Success_IsAnswered()
    {
        Judge(null).Should().Be(new Judgement(Verdict.Success, MayRepeat: false, FallsBack: false, "ok"));
        Judge(null).MayHaveStarted.Should().BeFalse("it is known what became of it");
    }

    private static Judgement Judge(Exception? failure) => CodeTable.Judge(failure, callerLeft: false, hadFullTime: true);

    private static RpcException Failure(StatusCode code, Exception? cause = null) => new(new Grpc.Core.Status(code, "no", cause));

    private static RpcException Rich(Code code, params Google.Protobuf.IMessage[] details)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = "no" };
        status.Details.AddRange(details.Select(Any.Pack));
        return status.ToRpcException();
    }
}
