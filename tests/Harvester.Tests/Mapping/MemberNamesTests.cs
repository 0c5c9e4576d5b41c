using System.Text;
using System.Text.Json;
using CsCheck;
using Harvester.Core.Mapping;
using Xunit;

namespace Harvester.Tests.Mapping;

public sealed class MemberNamesTests
{
    private static bool MayHave(string json, string path) => ValuePath.Parse(path).MayLeadInto(new MemberNames(JsonDocument.Parse(json).RootElement));

    [Theory]
    [InlineData("""{"title":1}""", "title", true)]
    [InlineData("""{"title":1}""", "notes", false)]
    [InlineData("""{"title":1}""", "extras.title", false)]
    [InlineData("""{"extras":[{"key":"更新頻度","value":"毎年"}]}""", "extras.更新頻度", true)]
    [InlineData("""{"extras":[{"key":"更新頻度","value":"毎年"}]}""", "extras.spatial", false)]
    [InlineData("""{"extras":{"spatial":1}}""", "extras.spatial", true)]
    [InlineData("""{"extras":{"spatial":1}}""", "extras.title", false)]
    [InlineData("""{"extras":[{"name":"x"},{"key":1}]}""", "extras.spatial", true)] // no pairs: anything
    [InlineData("""{"t\\u0069tle":1}""", "title", true)] // escapes: anything
    [InlineData("""{"extras":[{"key":"\\u66f4新","value":1}]}""", "extras.更新", true)]
    [InlineData("""[{"title":1}]""", "title", true)] // no object
    [InlineData("""{"a":{"b":1}}""", "a.b", true)]
    public void Names_AreKnownByTheirPlaces(string json, string path, bool expected) => Assert.Equal(expected, MayHave(json, path));

    [Fact]
    public void WhatIsThere_IsNeverDenied() => Gen.String[1, 12].List[1, 20].Sample(names =>
    {
        var distinct = names.Where(name => name.Trim().Length > 0 && name.IndexOfAny(['.', '<', '>']) < 0 && name == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name))).Select(name => name.Trim()).Distinct().ToList();
        var json = JsonSerializer.Serialize(distinct.ToDictionary(name => name, _ => 1));
        var extras = JsonSerializer.Serialize(new { extras = distinct.Select(name => new { key = name, value = 1 }) });
        return distinct.TrueForAll(name => MayHave(json, name) && MayHave(extras, $"extras.{name}"));
    });
}
