using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Rpc;

[TestClass]
public sealed class TransportTests : ListingsTest
{
    [TestMethod]
    public async Task Call_CertificateConfigured_GoesOverTls()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var folder = Directory.CreateTempSubdirectory("listings-tls-");
        var path = Path.Combine(folder.FullName, "service.pfx");
        await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pfx, "secret"), TestContext.CancellationToken);
        await using var service = await ListingsHost.StartReadyAsync(
            Database,
            Service.Issuer,
            settings: ["Kestrel:Endpoints:grpc:Url=https://127.0.0.1:0", $"Kestrel:Endpoints:grpc:Certificate:Path={path}", "Kestrel:Endpoints:grpc:Certificate:Password=secret"]);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString();
        using var channel = GrpcChannel.ForAddress($"https://{service.Channel.Target}", new GrpcChannelOptions { HttpHandler = handler });

        await FailureOfAsync(
            new ListingsService.ListingsServiceClient(channel).GetListingAsync(new GetListingRequest { Id = 1 }, cancellationToken: TestContext.CancellationToken),
            StatusCode.NotFound);

        folder.Delete(recursive: true);
    }
}
