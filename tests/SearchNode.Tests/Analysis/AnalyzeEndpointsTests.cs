using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Analysis;

[TestClass]
public sealed class AnalyzeEndpointsTests
{
    private static readonly string Index = SharedNode.NewIndex();

    private static TestNode Node => SharedNode.Node;

    [ClassInitialize]
    public static async Task MakeAsync(TestContext context)
    {
        _ = context;
        await Node.FillAsync(Index, """
            {"settings":{"analysis":{
              "filter":{"edge":{"type":"edge_ngram","min_gram":2,"max_gram":4},"alike":{"type":"synonym","synonyms":["bike, bicycle","auto => car"]},
                        "mystop":{"type":"stop","stopwords":["the","_russian_"]}},
              "char_filter":{"amp":{"type":"mapping","mappings":["& => and"]}},
              "normalizer":{"folded":{"type":"custom","filter":["lowercase","asciifolding"]}},
              "analyzer":{
                "autocomplete":{"type":"custom","tokenizer":"standard","filter":["lowercase","edge"]},
                "synonyms":{"tokenizer":"whitespace","filter":["lowercase","alike"]},
                "stopped":{"tokenizer":"standard","filter":["lowercase","mystop"]},
                "serbian":{"tokenizer":"standard","filter":["lowercase","serbian_normalization"]},
                "amps":{"tokenizer":"standard","char_filter":["amp","html_strip"]},
                "russian_stop":{"type":"standard","stopwords":"_russian_"}}}},
             "mappings":{"properties":{"t":{"type":"text","analyzer":"autocomplete"},"k":{"type":"keyword","normalizer":"folded"}}}}
            """);
    }

    [TestMethod]
    [DataRow("standard", "The QUICK fox's 42", "the quick fox's 42")]
    [DataRow("simple", "The QUICK fox's 42", "the quick fox s")]
    [DataRow("whitespace", "The QUICK fox", "The QUICK fox")]
    [DataRow("keyword", "The QUICK fox", "The QUICK fox")]
    [DataRow("english", "The running bicycles", "run bicycl")]
    [DataRow("russian", "и велосипеды продаются", "велосипед прода")]
    [DataRow("autocomplete", "Biciklo", "bi bic bici")]
    [DataRow("synonyms", "auto bike", "car bike bicycle")]
    [DataRow("stopped", "the bicycle и car", "bicycle car")]
    [DataRow("russian_stop", "и велосипед", "велосипед")]
    [DataRow("amps", "<b>cats</b> & dogs", "cats and dogs")]
    [DataRow("serbian", "Ђорђе Đorđe Djordje", "djordje djordje djordje")]
    [DataRow("serbian", "љубав ljubav Џак džak њива njiva", "ljubav ljubav dzak dzak njiva njiva")]
    [DataRow("serbian", "ћевапчићи ćevapčići шест šest жаба žaba", "cevapcici cevapcici sest sest zaba zaba")]
    public async Task Analyze_ByName_MakesTheseTokens(string analyzer, string text, string tokens)
        => Tokens(await Node.PostAsync($"/{Index}/_analyze", $"{{\"analyzer\":\"{analyzer}\",\"text\":\"{text}\"}}")).Should().Be(tokens);

    [TestMethod]
    [DataRow("""{"field":"t","text":"Abc"}""", "ab abc")]
    [DataRow("""{"field":"k","text":"Çelik Žar"}""", "celik zar")]
    [DataRow("""{"normalizer":"folded","text":"ÉA"}""", "ea")]
    [DataRow("""{"tokenizer":"whitespace","filter":["lowercase",{"type":"stop","stopwords":["a"]}],"text":"A Bc"}""", "bc")]
    [DataRow("""{"filter":["uppercase"],"text":"a b"}""", "A B")]
    [DataRow("""{"tokenizer":"standard","filter":["porter_stem"],"text":"running bicycles"}""", "run bicycl")]
    [DataRow("""{"text":["one two","three"]}""", "one two three")]
    public async Task Analyze_ByFieldOrChain_MakesTheseTokens(string body, string tokens)
        => Tokens(await Node.PostAsync($"/{Index}/_analyze", body)).Should().Be(tokens);

    [TestMethod]
    public async Task Analyze_Token_SaysWhereItStood()
        => (await Node.PostAsync("/_analyze", """{"analyzer":"stop","text":"a movie directed"}""")).Text.Should().Be(
            """{"tokens":[{"token":"movie","start_offset":2,"end_offset":7,"type":"word","position":1},{"token":"directed","start_offset":8,"end_offset":16,"type":"word","position":2}]}""");

    [TestMethod]
    [DataRow("""{"analyzer":"klingon","text":"x"}""", "illegal_argument_exception", "failed to find analyzer [klingon]")]
    [DataRow("""{"text":"x","explain":true}""", "illegal_argument_exception", "[explain] of _analyze is not supported by this node")]
    [DataRow("""{"analyzer":"standard"}""", "action_request_validation_exception", "Validation Failed: 1: text is missing;")]
    public async Task Analyze_WhatIsNotThere_IsRefused(string body, string type, string reason)
        => (await Node.PostAsync("/_analyze", body)).ShouldFail(400, type, reason);

    [TestMethod]
    public async Task Search_SerbianInEitherScript_FindsTheOther()
    {
        var index = SharedNode.NewIndex();
        await Node.FillAsync(
            index,
            """{"settings":{"analysis":{"analyzer":{"sr":{"tokenizer":"standard","filter":["lowercase","serbian_normalization"]}}}},"mappings":{"properties":{"t":{"type":"text","analyzer":"sr"}}}}""",
            """{"t":"Половни бицикл за ђаке"}""",
            """{"t":"Polovni bicikl za đake"}""");

        (await Node.PostAsync($"/{index}/_search", """{"query":{"match":{"t":{"query":"бицикл djake","operator":"and"}}}}"""))["hits.total.value"].Should().Be("2");
    }

    private static string Tokens(Answer answer)
    {
        answer.Status.Should().Be(200, answer.Text);
        return string.Join(" ", answer.Json["tokens"]!.AsArray().Select(token => token!["token"]!.ToString()));
    }
}
