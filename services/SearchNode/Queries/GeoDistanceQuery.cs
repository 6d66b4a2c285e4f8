using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Queries;

/// <summary>A box by ranges first, then the exact distance of what lies in it.</summary>
internal static class GeoDistanceQuery
{
    private const double MetersPerDegree = 111_195.0797;

    public static Query Make(GeoPointFieldType field, GeoPoint center, double meters)
    {
        if (!field.IsSearchable || !field.HasColumn)
        {
            throw Http.Errors.Unsupported($"geo_distance on field [{field.Path}] without index or doc_values");
        }

        // A hair wider than the circle: the box only saves work, the distance decides.
        var degrees = (meters / MetersPerDegree * 1.001) + 1e-6;
        var south = center.Latitude - degrees;
        var north = center.Latitude + degrees;
        var box = new BooleanQuery(disableCoord: true)
        {
            { Between(field.Path + GeoPointFieldType.LatitudeSuffix, Math.Max(south, -90), Math.Min(north, 90)), Occur.MUST },
        };
        if (south > -90 && north < 90)
        {
            var widest = Math.Cos(double.DegreesToRadians(Math.Max(Math.Abs(south), Math.Abs(north))));
            var side = double.RadiansToDegrees(Math.Asin(Math.Min(1, Math.Sin(double.DegreesToRadians(Math.Min(90, degrees))) / widest)));
            if (side < 90)
            {
                box.Add(Longitudes(field.Path + GeoPointFieldType.LongitudeSuffix, center.Longitude - side, center.Longitude + side), Occur.MUST);
            }
        }

        return new ConstantScoreQuery(new FilteredQuery(box, new DistanceFilter(field.Path, center, meters)));
    }

    private static Query Longitudes(string path, double west, double east)
    {
        if (west >= -180 && east <= 180)
        {
            return Between(path, west, east);
        }

        // Across the date line.
        var (from, to) = west < -180 ? (west + 360, east) : (west, east - 360);
        return new BooleanQuery(disableCoord: true)
        {
            { Between(path, from, 180), Occur.SHOULD },
            { Between(path, -180, to), Occur.SHOULD },
        };
    }

    private static Query Between(string path, double low, double high)
        => NumberRange.Between(path, NumericUtils.DoubleToSortableInt64(low), NumericUtils.DoubleToSortableInt64(high));

    private sealed class DistanceFilter(string path, GeoPoint center, double meters) : Filter
    {
        public override DocIdSet GetDocIdSet(AtomicReaderContext context, IBits acceptDocs)
            => new NearDocuments(NumberColumn.Open(context.AtomicReader, path), (center, meters), context.AtomicReader.MaxDoc, acceptDocs);
    }

    private sealed class NearDocuments(NumberColumn column, (GeoPoint Center, double Meters) within, int maxDoc, IBits? acceptDocs)
        : FieldCacheDocIdSet(maxDoc, acceptDocs!)
    {
        protected override bool MatchDoc(int doc)
        {
            var count = column.Load(doc);
            for (var i = 0; i < count; i++)
            {
                if (GeoPoint.Unpack(column[i]).MetersTo(within.Center) <= within.Meters)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
