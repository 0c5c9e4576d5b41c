using System.Text.Json;
using CsCheck;
using Harvester.Storage.MongoDb;
using MongoDB.Bson;
using Xunit;

namespace Harvester.Tests.Storage;

/// <summary>Bytes that are written without a tree are those of the tree.</summary>
public sealed class RawBsonTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(Gen.String, Gen.Const("東京都"), Gen.Const("\"\\\n\t/"), Gen.Const("😀"), Gen.Const(""), Gen.Const("a\0b"));

    private static readonly Gen<string> Names = Texts.Select(text => text.Replace("\0", "", StringComparison.Ordinal));

    private static readonly Gen<object?> Plain = Gen.OneOf(
        Texts.Select(text => (object?)text),
        Gen.Int.Select(number => (object?)number),
        Gen.Long.Select(number => (object?)number),
        Gen.Double.Where(double.IsFinite).Select(number => (object?)number),
        Gen.Bool.Select(flag => (object?)flag),
        Gen.Const((object?)null));

    private static readonly Gen<object?> Values = Gen.Recursive<object?>((depth, value) => depth > 4
        ? Plain
        : Gen.OneOf(
            Plain,
            value.Array[0, 12].Select(items => (object?)items),
            Gen.Dictionary(Names, value)[0, 5].Select(members => (object?)members)));

    [Fact]
    public void AnyObject_HasTheBytesOfTheTree() => Gen.Dictionary(Names.Where(name => name != "id"), Values)[0, 6].Sample(members =>
    {
        var json = Json(members);
        Assert.Equal(JsonBson.ToStored(json).ToBson(), JsonBson.ToStored(json, static _ => true).ToBson());
    });

    /// <summary>A buffer that is larger than those that are kept, and full after the text.</summary>
    [Fact]
    public void LargeText_GrowsTheBuffer()
    {
        var json = Json(new() { ["text"] = new[] { new string('区', 400_000) }, ["numbers"] = Enumerable.Range(0, 200_000).Select(number => (object?)number).ToArray() });
        Assert.Equal(JsonBson.ToStored(json).ToBson(), JsonBson.ToStored(json, static _ => true).ToBson());
        Assert.Equal(JsonBson.ToStored(json).ToBson(), JsonBson.ToStored(json, static _ => true).ToBson());
    }

    [Fact]
    public void NameWithNul_IsRefusedByName()
    {
        var fault = Assert.Throws<JsonException>(() => JsonBson.ToStored(Json(new() { ["title"] = new Dictionary<string, object?> { ["j\0a"] = 1 } }), static _ => true));
        Assert.Contains("j␀a", fault.Message, StringComparison.Ordinal);
    }

    private static byte[] Json(Dictionary<string, object?> members)
    {
        var all = new Dictionary<string, object?> { ["id"] = "tokyo~a" };
        foreach (var (name, value) in members)
            all[name] = value;
        return JsonSerializer.SerializeToUtf8Bytes(all);
    }
}
