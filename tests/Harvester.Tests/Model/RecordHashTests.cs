using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using CsCheck;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Model;

public sealed class RecordHashTests
{
    private static string Hash(string json, params string[] volatileNames) =>
        RecordHash.Of(Encoding.UTF8.GetBytes(json), volatileNames.ToFrozenSet());

    [Theory]
    [InlineData("""{"a":1,"b":[2,3]}""", """{ "b" : [ 2, 3 ], "a" : 1 }""")]
    [InlineData("""{"title":"港区"}""", """{"title":"\u6e2f\u533a"}""")]
    [InlineData("""{"\u0061":null}""", """{"a":null}""")]
    public void SameMeaning_SameHash(string one, string other) => Assert.Equal(Hash(one), Hash(other));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":"1"}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":1,"b":1}""")]
    [InlineData("""{"a":null}""", """{}""")]
    [InlineData("""{"a":[]}""", """{"a":{}}""")]
    [InlineData("""{"a":true}""", """{"a":false}""")]
    [InlineData("""{"a":"b"}""", """{"b":"a"}""")]
    [InlineData("""[[1],[2]]""", """[[1,2]]""")]
    public void OtherMeaning_OtherHash(string one, string other) => Assert.NotEqual(Hash(one), Hash(other));

    [Fact]
    public void VolatileMembers_MakeNoDifference_AtAnyDepth()
    {
        Assert.Equal(Hash("""{"a":1,"r":[{"b":2}]}"""), Hash("""{"views":{"x":[9]},"a":1,"r":[{"b":2,"views":7}]}""", "views"));
        Assert.NotEqual(Hash("""{"a":1}"""), Hash("""{"a":1,"views":7}"""));
    }

    [Fact]
    public void LongEscapedText_IsHashedLikePlain()
    {
        var text = new string('港', 3000);
        Assert.Equal(Hash($$"""{"a":"{{text}}"}"""), Hash($$"""{"a":"{{string.Concat(text.Select(c => $"\\u{(int)c:x4}"))}}"}"""));
    }

    [Fact]
    public void AnyObject_HashesTheSameInAnyOrderOfKeys() =>
        Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 1, 8], Gen.String[0, 20])[0, 12].Sample(map =>
        {
            var forward = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(map));
            var backward = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(map.Reverse()));
            return RecordHash.Of(forward) == RecordHash.Of(backward);
        });

    [Fact]
    public void ReaderInMidDocument_StandsOnTheLastTokenOfTheValue()
    {
        var reader = new Utf8JsonReader("""[{"a":[1,{"b":2}]},7]"""u8);
        reader.Read();
        reader.Read();
        Assert.Equal(Hash("""{"a":[1,{"b":2}]}"""), RecordHash.Of(ref reader));
        Assert.Equal(JsonTokenType.EndObject, reader.TokenType);
        reader.Read();
        Assert.Equal(7, reader.GetInt32());
    }
}
