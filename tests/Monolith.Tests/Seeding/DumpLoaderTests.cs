using Migration.Monolith.Tests.Hosting;

namespace Migration.Monolith.Tests.Seeding;

[TestClass]
public sealed class DumpLoaderTests
{
    private const string Dump = """
        -- PostgreSQL database dump
        SET standard_conforming_strings = on;
        CREATE FUNCTION public.noise() RETURNS trigger LANGUAGE plpgsql AS $_$ begin perform ';'; return new; end; $_$;
        CREATE TABLE public.c2c_listings (id integer, headline text); /* ; */

        COPY public.elsewhere (id, note) FROM stdin;
        1	not ours; never
        \.

        COPY public.c2c_categories (id, name, slug) FROM stdin;
        1	Stolice	stolice
        \.

        COPY public.c2c_listings (id, user_id, category_id, headline, description, price, legacy, status) FROM stdin;
        7001	5	1	Stolica; polovna	Prvi red\nDrugi\tred	120.50	x	active
        7002	5	1	Ćilim	\N	\N	y	active
        \.

        INSERT INTO public.c2c_images (id, listing_id, file_path, file_name, file_size, content_type) VALUES (31, 7001, 'a''b;.png', 'b.png', 5, 'image/png');
        SELECT pg_catalog.setval('public.c2c_images_id_seq', 31, true);
        ALTER TABLE ONLY public.c2c_listings ADD CONSTRAINT own CHECK (headline <> ';');

        """;

    private const string Columns = """{"c2c_listings": {"headline": "title", "legacy": null}}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("dump-").FullName;

    public required TestContext TestContext { get; set; }

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public async Task Start_WithADump_HasItsRowsUnderTheMappedNames()
    {
        await using var monolith = await StartAsync(Dump, Columns);

        (await monolith.QueryAsync<string>("select string_agg(concat_ws('|', id, title, description, price), ',' order by id) from c2c_listings"))
            .Should().Be("7001|Stolica; polovna|Prvi red\nDrugi\tred|120.50,7002|Ćilim");
        (await monolith.QueryAsync<string>("select file_path from c2c_images")).Should().Be("a'b;.png");
        (await monolith.QueryAsync<string>("select string_agg(name, ',') from c2c_categories")).Should().Be("Stolice", "the dump's categories replace the schema's");
        (await monolith.QueryAsync<int>("select nextval('global_product_id_seq')::int")).Should().Be(7003);
        (await monolith.QueryAsync<int>("select nextval('c2c_images_id_seq')::int")).Should().Be(32);
    }

    [TestMethod]
    [DataRow("120.50", "cheap", ":15: c2c_listings: invalid input syntax for type numeric")]
    [DataRow("legacy, status", "colour, status", ":14: c2c_listings has a column 'colour' that svetubd does not have")]
    [DataRow("<> ';');", "<> '", ":21: this statement does not end")]
    [DataRow("-- PostgreSQL database dump", "PGDMP", ":1: this is a dump in PostgreSQL's own format")]
    [DataRow("a''b;.png', 'b.png', 5", "a''b;.png', 'b.png', 'five'", ":19: c2c_images: invalid input syntax for type integer")]
    public async Task Start_WithABadFile_StopsWithFileAndLineAndLoadsNothing(string good, string bad, string message)
    {
        var start = () => StartAsync(Dump.Replace(good, bad, StringComparison.Ordinal), Columns);

        (await start.Should().ThrowAsync<StartupException>()).Which.Message.Should().Contain("own.sql" + message);
    }

    [TestMethod]
    public void Start_WithAFileThatIsNotThere_NamesTheSetting()
    {
        var create = () => MonolithApplication.Create(MonolithHost.Arguments("Host=localhost", Path.GetTempPath(), ["--Seed:Dump=/nowhere/own.sql"]));

        create.Should().Throw<StartupException>().WithMessage("Setting Seed:Dump is '/nowhere/own.sql': there is no such file*");
    }

    private async Task<MonolithHost> StartAsync(string dump, string columns)
    {
        var (file, mapping) = (Path.Combine(_folder, "own.sql"), Path.Combine(_folder, "columns.json"));
        await File.WriteAllTextAsync(file, dump, TestContext.CancellationToken);
        await File.WriteAllTextAsync(mapping, columns, TestContext.CancellationToken);
        return await MonolithHost.StartAsync(TestContext.CancellationToken, $"--Seed:Dump={file}", $"--Seed:DumpColumns={mapping}");
    }
}
