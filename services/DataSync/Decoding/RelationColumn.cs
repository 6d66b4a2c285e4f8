namespace Migration.DataSync.Decoding;

internal sealed record RelationColumn(string Name, uint TypeOid);
