using System.Buffers.Binary;
using Google.Protobuf;
using Migration.Otlp.Protos;

namespace Migration.Dashboard.Benchmarks;

/// <summary>Requests of five spans in three services, each with what instrumentation writes; one in fifty has an error.</summary>
internal sealed class SpanMaker
{
    public const int SpansOfARequest = 5;
    public const int ErrorEvery = 50;

    private static readonly string[] Services = ["monolith", "monolith", "monolith", "listings", "listings"];
    private static readonly string[] Names = ["GET /api/v1/marketplace/listings/{id}", "route", "GetListing", "GetListing", "SELECT listings"];

    private long _requests;

    public ExportTraceServiceRequest Batch(int requests)
    {
        var batch = new ExportTraceServiceRequest();
        var scopes = Services.Distinct(StringComparer.Ordinal).ToDictionary(name => name, name =>
        {
            var spans = new ScopeSpans { Scope = new InstrumentationScope { Name = "Benchmark" } };
            var resource = new ResourceSpans { Resource = new Resource { Attributes = { Text("service.name", name), Text("service.instance.id", "1") } }, ScopeSpans = { spans } };
            batch.ResourceSpans.Add(resource);
            return spans;
        }, StringComparer.Ordinal);
        for (var request = 0; request < requests; request++)
        {
            Add(scopes);
        }

        return batch;
    }

    private void Add(Dictionary<string, ScopeSpans> scopes)
    {
        var request = ++_requests;
        var now = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000;
        for (var index = 0; index < SpansOfARequest; index++)
        {
            scopes[Services[index]].Spans.Add(new Span
            {
                TraceId = Id(16, request, 0),
                SpanId = Id(8, request, index + 1),
                ParentSpanId = index == 0 ? ByteString.Empty : Id(8, request, index),
                Name = Names[index],
                StartTimeUnixNano = now + ((ulong)index * 100_000),
                EndTimeUnixNano = now + 5_000_000 - ((ulong)index * 100_000),
                Attributes = { Text("http.request.method", "GET"), Text("http.route", "/api/v1/marketplace/listings/{id}"), Text("server.address", "localhost"), Text("db.query.text", "SELECT l.id, l.title, l.price FROM listings l WHERE l.id = $1 AND l.deleted_at IS NULL"), Number("listing.id", request % 2_000), Number("http.response.status_code", 200) },
                Status = new Status { Code = request % ErrorEvery == 0 && index == 2 ? Status.Types.StatusCode.Error : Status.Types.StatusCode.Unset },
            });
        }
    }

    private static ByteString Id(int length, long request, int part)
    {
        Span<byte> bytes = stackalloc byte[length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (request * 16) + part);
        return ByteString.CopyFrom(bytes);
    }

    private static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    private static KeyValue Number(string key, long value) => new() { Key = key, Value = new AnyValue { IntValue = value } };
}
