using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Storage;
using Npgsql;

namespace Migration.Listings.Benchmarks;

/// <summary>The peer: Grpc.AspNetCore and the same prepared reads into the same messages, and nothing else.</summary>
internal sealed class PeerRpc(NpgsqlDataSource database) : ListingsService.ListingsServiceBase
{
    public override async Task<GetListingResponse> GetListing(GetListingRequest request, ServerCallContext context)
    {
        await using var command = database.CreateCommand(ListingSql.Get);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = request.Id });
        await using var row = await command.ExecuteReaderAsync(context.CancellationToken);
        return await row.ReadAsync(context.CancellationToken)
            ? new GetListingResponse { Listing = ListingReader.Read(row) }
            : throw new RpcException(new Status(StatusCode.NotFound, "no such listing"));
    }

    public override async Task<ListListingsResponse> ListListings(ListListingsRequest request, ServerCallContext context)
    {
        await using var command = ListQuery.Create(database, new ListingFilter { CategoryId = request.CategoryId, Limit = request.Limit, Offset = request.Offset });
        await using var row = await command.ExecuteReaderAsync(context.CancellationToken);
        var response = new ListListingsResponse();
        while (await row.ReadAsync(context.CancellationToken))
        {
            response.Total = row.GetInt32(ListingReader.ColumnCount);
            response.Listings.Add(ListingReader.Read(row));
        }

        return response;
    }
}
