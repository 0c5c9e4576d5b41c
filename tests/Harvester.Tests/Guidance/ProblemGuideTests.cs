using System.Text.RegularExpressions;
using Harvester.Core.Guidance;
using Harvester.Core.Model;
using Harvester.Tests.Mapping;
using Xunit;

namespace Harvester.Tests.Guidance;

public sealed partial class ProblemGuideTests
{
    /// <summary>The codes in the sources that are for those who publish to mend: a new one needs an entry, or the officer reads a word like "row-too-short".</summary>
    [Fact]
    public void EveryWarningOfRecordsAndSites_HasAnEntry()
    {
        var codes = Directory.EnumerateFiles(Path.Combine(MappingFixture.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Stated().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct(StringComparer.Ordinal).ToList();

        Assert.True(codes.Count > 40, "the pattern finds no codes any more");
        Assert.Empty(codes.Except(ProblemGuide.All.Select(advice => advice.Code)));
    }

    [Fact]
    public void EveryEntry_SaysAllThreeInBothLanguages()
    {
        Assert.Equal(ProblemGuide.All.Count, ProblemGuide.All.Select(advice => advice.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.All(ProblemGuide.All, advice => Assert.All(
            new[] { advice.Name, advice.Why, advice.Fix }, text => Assert.True(text.Ja.Any(c => c > 0x3000) && text.En.Length > 0 && text.En.All(c => c < 0x3000), advice.Code)));
    }

    [Theory]
    [InlineData("http-503", Whose.Source, "503")]
    [InlineData("never-heard-of", Whose.Record, "登録内容")]
    [InlineData("never-heard-of", Whose.Ours, "収集システム側")]
    public void WhatHasNoEntry_IsStillSaidWhoseTurnItIs(string code, Whose whose, string word)
    {
        var advice = ProblemAdvice.Of(code, whose);

        Assert.Contains(word, advice.Name.Ja + advice.Why.Ja + advice.Fix.Ja, StringComparison.Ordinal);
    }

    [GeneratedRegex("""\"([a-z]+(?:-[a-z0-9]+)+)\",\s*Severity\.(?:Warning|Error),\s*Whose\.(?:Record|Source)""")]
    private static partial Regex Stated();
}
