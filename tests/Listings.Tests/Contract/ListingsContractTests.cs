using Google.Protobuf.Reflection;
using Migration.Contracts.Listings.V1;

namespace Migration.Listings.Tests.Contract;

/// <summary>The reference system's numbers, names, types and presence (<c>?</c> is optional, <c>*</c> repeated): the wire, written down twice.</summary>
[TestClass]
public sealed class ListingsContractTests
{
    [TestMethod]
    [DataRow("Listing", "1 id int64; 2 uuid string; 3 user_id int64; 4 storefront_id int64?; 5 title string; 6 description string?; 7 price double; "
        + "8 currency string; 9 category_id int64; 10 status string; 11 visibility string; 12 quantity int32; 13 sku string?; 14 views_count int32; "
        + "15 favorites_count int32; 16 created_at string; 17 updated_at string; 18 published_at string?; 19 deleted_at string?; 20 is_deleted bool; "
        + "21 images ListingImage*; 22 attributes ListingAttribute*; 23 tags string*; 24 location ListingLocation?; 25 variants ListingVariant*; "
        + "30 translations TranslationsEntry*; 31 original_language string")]
    [DataRow("ListingImage", "1 id int64; 2 listing_id int64; 3 url string; 4 storage_path string?; 5 thumbnail_url string?; 6 display_order int32; "
        + "7 is_primary bool; 8 width int32?; 9 height int32?; 10 file_size int64?; 11 mime_type string?; 12 created_at string; 13 updated_at string")]
    [DataRow("ListingAttribute", "1 id int64; 2 listing_id int64; 3 attribute_key string; 4 attribute_value string; 5 created_at string")]
    [DataRow("ListingLocation", "1 id int64; 2 listing_id int64; 3 country string?; 4 city string?; 5 postal_code string?; 6 address_line1 string?; "
        + "7 address_line2 string?; 8 latitude double?; 9 longitude double?; 10 created_at string; 11 updated_at string")]
    [DataRow("ListingVariant", "1 id int64; 2 listing_id int64; 3 sku string; 4 price double?; 5 stock int32?; 6 attributes AttributesEntry*; "
        + "7 image_url string?; 8 is_active bool; 9 created_at string?; 10 updated_at string?")]
    [DataRow("ListingFieldTranslations", "1 title string?; 2 description string?; 3 location string?; 4 city string?; 5 country string?")]
    [DataRow("GetListingRequest", "1 id int64; 2 lang string?")]
    [DataRow("GetListingResponse", "1 listing Listing?")]
    [DataRow("CreateListingRequest", "1 user_id int64; 2 storefront_id int64?; 3 title string; 4 description string?; 5 price double; 6 currency string; "
        + "7 category_id int64; 8 quantity int32; 9 sku string?; 20 translations TranslationsEntry*; 21 original_language string?")]
    [DataRow("CreateListingResponse", "1 listing Listing?")]
    [DataRow("UpdateListingRequest", "1 id int64; 2 user_id int64; 3 title string?; 4 description string?; 5 price double?; 6 quantity int32?; 7 status string?")]
    [DataRow("UpdateListingResponse", "1 listing Listing?")]
    [DataRow("DeleteListingRequest", "1 id int64; 2 user_id int64; 3 is_admin bool")]
    [DataRow("DeleteListingResponse", "1 success bool")]
    [DataRow("SearchListingsRequest", "1 query string; 2 category_id int64?; 3 min_price double?; 4 max_price double?; 5 limit int32; 6 offset int32")]
    [DataRow("SearchListingsResponse", "1 listings Listing*; 2 total int32")]
    [DataRow("ListListingsRequest", "1 user_id int64?; 2 storefront_id int64?; 3 category_id int64?; 4 status string?; 5 min_price double?; "
        + "6 max_price double?; 7 limit int32; 8 offset int32")]
    [DataRow("ListListingsResponse", "1 listings Listing*; 2 total int32")]
    [DataRow("GetSimilarListingsRequest", "1 listing_id int64; 2 limit int32?")]
    [DataRow("GetSimilarListingsResponse", "1 listings Listing*; 2 total int32")]
    [DataRow("ImageIDRequest", "1 image_id int64")]
    [DataRow("ImageResponse", "1 image ListingImage?")]
    [DataRow("ListingIDRequest", "1 listing_id int64")]
    [DataRow("ImagesResponse", "1 images ListingImage*")]
    [DataRow("AddImageRequest", "1 listing_id int64; 2 url string; 3 storage_path string?; 4 thumbnail_url string?; 5 display_order int32; "
        + "6 is_primary bool; 7 width int32?; 8 height int32?; 9 file_size int64?; 10 mime_type string?")]
    [DataRow("DeleteListingImageRequest", "1 listing_id int64; 2 image_id int64; 3 user_id int64")]
    [DataRow("DeleteListingImageResponse", "1 success bool; 2 message string")]
    [DataRow("ReorderImagesRequest", "1 listing_id int64; 2 user_id int64; 3 image_ids int64*")]
    [DataRow("ReorderImagesResponse", "1 success bool")]
    [DataRow("UploadImageChunkRequest", "1 metadata UploadImageMetadata?; 2 chunk bytes?")]
    [DataRow("UploadImageMetadata", "1 listing_id int64; 2 user_id int64; 3 filename string; 4 content_type string; 5 file_size int64; "
        + "6 display_order int32; 7 is_primary bool")]
    [DataRow("UploadImagesResponse", "1 images ListingImage*; 2 uploaded_count int32; 3 failed_count int32; 4 errors string*")]
    [DataRow("ReindexAllRequest", "1 source_type string?; 2 batch_size int32?")]
    [DataRow("ReindexAllResponse", "1 total_indexed int32; 2 total_failed int32; 3 duration_seconds int32; 4 errors string*")]
    public void Message_Fields_AreThoseOfTheReference(string message, string fields)
        => string.Join("; ", Find(message).Fields.InFieldNumberOrder().Select(Describe)).Should().Be(fields);

    [TestMethod]
    public void Messages_OfTheContract_AreAllComparedAbove()
    {
        var compared = typeof(ListingsContractTests).GetMethod(nameof(Message_Fields_AreThoseOfTheReference))!
            .GetCustomAttributes(typeof(DataRowAttribute), inherit: false).Cast<DataRowAttribute>().Select(row => (string)row.Data[0]!);

        compared.Should().BeEquivalentTo(ListingsReflection.Descriptor.MessageTypes.Select(type => type.Name));
    }

    [TestMethod]
    public void Service_Methods_AreThoseOfTheReference()
        => ListingsReflection.Descriptor.Services.Single(service => string.Equals(service.FullName, "listings.v1.ListingsService", StringComparison.Ordinal)).Methods
            .Select(method => $"{method.Name}({(method.IsClientStreaming ? "stream " : "")}{method.InputType.Name}): {method.OutputType.Name}")
            .Should().Equal(
                "GetListing(GetListingRequest): GetListingResponse",
                "CreateListing(CreateListingRequest): CreateListingResponse",
                "UpdateListing(UpdateListingRequest): UpdateListingResponse",
                "DeleteListing(DeleteListingRequest): DeleteListingResponse",
                "SearchListings(SearchListingsRequest): SearchListingsResponse",
                "ListListings(ListListingsRequest): ListListingsResponse",
                "GetSimilarListings(GetSimilarListingsRequest): GetSimilarListingsResponse",
                "GetListingImage(ImageIDRequest): ImageResponse",
                "DeleteListingImage(DeleteListingImageRequest): DeleteListingImageResponse",
                "AddListingImage(AddImageRequest): ImageResponse",
                "GetListingImages(ListingIDRequest): ImagesResponse",
                "ReorderListingImages(ReorderImagesRequest): ReorderImagesResponse",
                "UploadListingImages(stream UploadImageChunkRequest): UploadImagesResponse",
                "ReindexAll(ReindexAllRequest): ReindexAllResponse");

    private static MessageDescriptor Find(string message)
        => ListingsReflection.Descriptor.MessageTypes.Single(type => string.Equals(type.Name, message, StringComparison.Ordinal));

    private static string Describe(FieldDescriptor field)
    {
        var type = field.FieldType == FieldType.Message ? field.MessageType.Name : field.FieldType.ToString().ToLowerInvariant();
        return $"{field.FieldNumber} {field.Name} {type}{(field.IsRepeated ? "*" : field.HasPresence ? "?" : "")}";
    }
}
