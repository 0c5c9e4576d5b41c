using System.Text.RegularExpressions;
using Harvester.Core.Assessment.Freshness;
using Xunit;

namespace Harvester.Tests.Assessment.Freshness;

/// <summary>A reader sees no code.</summary>
public sealed partial class FrequencyWordsTests
{
    [Fact]
    public void EveryCodeOfTheMapping_HasItsWords()
    {
        var codes = Code().Matches(File.ReadAllText(Path.Combine(Repository.Root, "mappings", "vocabularies", "frequencies.yml"))).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.True(codes.Count > 15);
        Assert.All(codes, code => Assert.True(FrequencyWords.Of(code) is var words && words.Ja != code && words.En != code && words.Ja.Any(character => character > 0x2E80), $"{code} is shown as {FrequencyWords.Of(code)}"));
    }

    [GeneratedRegex(@"\bcode: (\w+)")]
    private static partial Regex Code();
}
