using System.Text.Json;
using CsCheck;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Model;

public sealed class DatasetReadingTests
{
    /// <summary>Documents are made of what the serializer knows of the shapes: a member that is added later is in them by itself.</summary>
    [Fact]
    public void EveryDocument_IsReadAsTheSerializerReadsIt() => Gen.Int.Sample(
        seed =>
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(AnyDataset.Json(seed));
            Assert.Equal(DatasetJson.Serialize(JsonSerializer.Deserialize(json, DatasetJson.Plain.Dataset)!), DatasetJson.Serialize(DatasetJson.Deserialize(json)));
        },
        iter: 2000);

    [Fact]
    public void EveryMember_IsMadeSometime_ByTheTestAbove()
    {
        var made = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < 50; seed++)
            made.UnionWith(JsonSerializer.SerializeToNode(DatasetJson.Deserialize(JsonSerializer.SerializeToUtf8Bytes(AnyDataset.Json(seed))), DatasetJson.Plain.Dataset)!.AsObject().Select(member => member.Key));
        Assert.Superset(DatasetJson.Plain.Dataset.Properties.Select(property => property.Name).ToHashSet(StringComparer.Ordinal), made);
    }

    [Fact]
    public void ListsThatAnOlderDocumentLacks_AreEmpty()
    {
        var read = DatasetJson.Deserialize("""{"id":"a","title":{},"publisher":{},"provenance":{"source":"s","recordId":"r","rawHash":"h","mappingVersion":"m"},"themes":null}"""u8);
        Assert.Empty(read.Themes);
        Assert.Empty(read.Distributions);
        Assert.Empty(read.PreviousIds);
        Assert.Empty(read.Problems);
        Assert.Empty(read.Provenance.ContentHash);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("{\"id\":1}")]
    [InlineData("{\"version\":\"x\"}")]
    [InlineData("{\"state\":\"gone\"}")]
    [InlineData("{\"state\":null}")]
    [InlineData("{\"title\":[]}")]
    [InlineData("{\"themes\":{}}")]
    [InlineData("{\"provenance\":{\"firstSeen\":\"yesterday\"}}")]
    [InlineData("{\"id\":\"a\"")]
    [InlineData("{\"annotations\":{}}")]
    [InlineData("{\"spatial\":{\"bbox\":[\"x\"]}}")]
    public void WhatIsNoDataset_IsRefused_AsTheSerializerRefusesIt(string json)
    {
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize(json, DatasetJson.Plain.Dataset) ?? throw new JsonException());
        Assert.ThrowsAny<JsonException>(() => DatasetJson.Deserialize(System.Text.Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void EscapedLongAndRepeatedNames_AreReadAsTheSerializerReadsThem()
    {
        var whole = JsonSerializer.SerializeToUtf8Bytes(AnyDataset.Json(1));
        var text = System.Text.Encoding.UTF8.GetString(whole);
        var odd = System.Text.Encoding.UTF8.GetBytes("{\"\\u0069d\":\"first\",\"" + new string('n', 5000) + "\":{\"id\":[1,{}]},\"\":1," + text[1..^1] + ",\"\\u0069d\":\"last\"}");
        var read = DatasetJson.Deserialize(odd);
        Assert.Equal("last", read.Id);
        Assert.Equal(DatasetJson.Serialize(JsonSerializer.Deserialize(odd, DatasetJson.Plain.Dataset)!), DatasetJson.Serialize(read));
        Assert.ThrowsAny<JsonException>(() => DatasetJson.Deserialize([.. odd, (byte)'{']));
    }
}
