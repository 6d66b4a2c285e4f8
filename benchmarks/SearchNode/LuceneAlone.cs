using System.Text;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Migration.SearchNode.Engine;
using Migration.SearchNode.Mapping;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Benchmarks;

/// <summary>The peer: a program that uses Lucene.NET itself, for the same fields with the same analysis.</summary>
internal static class LuceneAlone
{
    private static readonly Lucene.Net.Documents.FieldType Text = MakeText();

    public static void Index(string directory, IReadOnlyList<(Listing Listing, byte[] Source)> listings)
    {
        using var store = FSDirectory.Open(directory);
        using var analyzer = new StandardAnalyzer(LuceneVersion.LUCENE_48, CharArraySet.Empty);
        using var writer = new IndexWriter(store, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer)
        {
            Similarity = Bm25.Instance,
            RAMBufferSizeMB = NodeOptions.DefaultIndexBufferMegabytes,
        });
        foreach (var (listing, source) in listings)
        {
            writer.AddDocument(ToDocument(listing, source));
        }

        writer.Commit();
    }

    private static Document ToDocument(Listing listing, byte[] source)
    {
        var document = new Document
        {
            new StringField("_id", listing.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), Field.Store.YES),
            new StoredField("_source", source),
            new Field("title", listing.Title, Text),
            new Field("description", listing.Description, Text),
        };
        Keyword(document, "title.keyword", listing.Title);
        Keyword(document, "currency", "RSD");
        Keyword(document, "status", listing.Status);
        Keyword(document, "visibility", "public");
        Keyword(document, "city", listing.City);
        Number(document, "id", listing.Id);
        Number(document, "category_id", listing.Category);
        Number(document, "price", listing.PriceCents);
        Number(document, "quantity", listing.Quantity);
        Number(document, "created_at", new DateTimeOffset(listing.CreatedAt).ToUnixTimeMilliseconds());
        var place = new GeoPoint(listing.Latitude, listing.Longitude);
        document.Add(new Int64Field("location#lat", NumericUtils.DoubleToSortableInt64(place.Latitude), NumberRange.Field));
        document.Add(new Int64Field("location#lon", NumericUtils.DoubleToSortableInt64(place.Longitude), NumberRange.Field));
        document.Add(new NumericDocValuesField("location", place.Pack()));
        return document;
    }

    private static void Keyword(Document document, string name, string value)
    {
        document.Add(new StringField(name, value, Field.Store.NO));
        document.Add(new SortedSetDocValuesField(name, new BytesRef(Encoding.UTF8.GetBytes(value))));
    }

    private static void Number(Document document, string name, long value)
    {
        document.Add(new Int64Field(name, value, NumberRange.Field));
        document.Add(new NumericDocValuesField(name, value));
    }

    private static Lucene.Net.Documents.FieldType MakeText()
    {
        var type = new Lucene.Net.Documents.FieldType
        {
            IsIndexed = true,
            IsTokenized = true,
            IndexOptions = IndexOptions.DOCS_AND_FREQS_AND_POSITIONS,
        };
        type.Freeze();
        return type;
    }
}
