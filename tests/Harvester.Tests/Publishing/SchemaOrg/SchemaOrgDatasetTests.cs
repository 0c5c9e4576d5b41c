using System.Text.Json.Nodes;
using CsCheck;
using Harvester.Core.Model;
using Harvester.Publishing;
using Harvester.Publishing.SchemaOrg;
using Xunit;

namespace Harvester.Tests.Publishing.SchemaOrg;

/// <summary>What search engines read of a dataset, and that nothing in it can leave its script element.</summary>
public sealed class SchemaOrgDatasetTests
{
    private static readonly CatalogueDescription Catalogue = CatalogueDescription.Default;

    [Fact]
    public void WhatADatasetStates_StandsUnderTheNamesOfSchemaOrg()
    {
        var dataset = Samples.Dataset("minato", "1", "避難所") with
        {
            Description = LanguageMap.Japanese("区内の避難所"),
            Keywords = new Dictionary<string, IReadOnlyList<string>> { ["ja"] = ["防災", "避難"] },
            Groups = ["防災"],
            Issued = "2024-04",
            Modified = "2026-03-31",
            Attribution = "港区",
            Licence = new Licence { Id = "CC-BY-4.0", Url = "https://creativecommons.org/licenses/by/4.0/", Original = "CC BY", Basis = LicenceBasis.Record },
            Temporal = new PeriodOfTime("2025-04-01", null),
            Spatial = new Location { Name = "港区", Code = "131032", Bbox = [139.71, 35.62, 139.78, 35.68] },
        };

        var json = JsonNode.Parse(SchemaOrgDataset.Of(dataset, Catalogue))!;

        Assert.Equal("Dataset", (string)json["@type"]!);
        Assert.Equal(Catalogue.DatasetIri(dataset.Id), (string)json["@id"]!);
        Assert.Equal("避難所", (string)json["name"]!);
        Assert.Equal(["防災", "避難"], json["keywords"]!.AsArray().Select(word => (string)word!));
        Assert.Equal("2024-04", (string)json["datePublished"]!);
        Assert.Equal("2026-03-31", (string)json["dateModified"]!);
        Assert.Equal("https://creativecommons.org/licenses/by/4.0/", (string)json["license"]!);
        Assert.Equal("港区", (string)json["creditText"]!);
        Assert.Equal("2025-04-01/..", (string)json["temporalCoverage"]!);
        // Latitude before longitude, where the schema has longitude first.
        Assert.Equal("35.62 139.71 35.68 139.78", (string)json["spatialCoverage"]!["geo"]!["box"]!);
        Assert.Equal("GovernmentOrganization", (string)json["publisher"]!["@type"]!);
        var file = Assert.Single(json["distribution"]!.AsArray())!;
        Assert.Equal(("https://data.example/a.csv", "CSV", "12345 B"), ((string)file["contentUrl"]!, (string)file["encodingFormat"]!, (string)file["contentSize"]!));
    }

    [Fact]
    public void WhatItDoesNotState_IsLeftOut()
    {
        var json = JsonNode.Parse(SchemaOrgDataset.Of(Samples.Dataset("minato", "1", "題") with { Distributions = [], Temporal = new PeriodOfTime(null, null) }, Catalogue))!.AsObject();

        foreach (var absent in (string[])["description", "license", "datePublished", "dateModified", "distribution", "spatialCoverage", "temporalCoverage", "keywords", "creditText"])
            Assert.False(json.ContainsKey(absent), absent);
    }

    [Fact]
    public void NoTextCanEndTheScript_AndEachComesBackAsItWas() => Gen.String[Gen.Frequency((1, Gen.Char), (2, Gen.Char["<>&'\"/!-\u2028\u2029scriptト"])), 1, 60].Sample(text =>
    {
        if (string.IsNullOrWhiteSpace(text) || text.Any(char.IsSurrogate))
            return;
        var written = SchemaOrgDataset.Of(Samples.Dataset("minato", "1", text) with { Attribution = text }, Catalogue);

        Assert.DoesNotContain('<', written);
        Assert.DoesNotContain('>', written);
        Assert.DoesNotContain('\u2028', written);
        Assert.Equal(text, (string)JsonNode.Parse(written)!["creditText"]!);
    });
}
