using System.Diagnostics;
using Harvester.Connectors.Definitions.Yaml;
using Xunit;

namespace Harvester.Tests.Connectors.Definitions.Yaml;

public sealed class StrictYamlTests
{
    [Fact]
    public void UnknownKey_IsReportedWithPlaceAndSuggestion()
    {
        var document = YamlDocument.Load("a.yml", "title: x\nhttp:\n  dealy: 1s\n");
        _ = document.Root.RequiredText("title");
        var http = document.Root.RequiredMap("http")!;
        _ = http.OptionalDuration("delay");
        http.Done();
        document.Root.Done();

        Assert.Equal("a.yml(3,3): error: unknown key 'dealy' in http; did you mean 'delay'?", Assert.Single(document.Errors).ToString());
    }

    [Fact]
    public void DuplicateKey_IsReportedAtTheSecond()
    {
        var document = YamlDocument.Load("a.yml", "title: x\nother: y\ntitle: z\n");

        Assert.Equal("a.yml(3,1): error: the key 'title' is here twice; the first is on line 1", Assert.Single(document.Errors).ToString());
        Assert.Equal("x", document.Root.RequiredText("title"));
    }

    [Fact]
    public void TwoErrors_AreBothReportedInTheOrderOfTheFile()
    {
        var document = YamlDocument.Load("a.yml", "delay: soon\nsize: 64 megs\n");
        _ = document.Root.OptionalBytes("size");
        _ = document.Root.OptionalDuration("delay");
        _ = document.Root.RequiredText("title");

        Assert.Equal([(1, 1), (1, 8), (2, 7)], document.Errors.Select(error => (error.Line, error.Column)));
    }

    [Theory]
    [InlineData("a: &x 1\nb: 2\n", "anchor '&x'")]
    [InlineData("a: 1\nb: *x\n", "alias '*x'")]
    [InlineData("a: !!str 1\nb: 2\n", "tag")]
    [InlineData("a: ! 1\nb: 2\n", "tag")]
    [InlineData("a: !local {c: 1}\nb: 2\n", "tag")]
    [InlineData("<<: {c: 1}\nb: 2\n", "merge keys")]
    [InlineData("a: |\n  text\n", "block texts")]
    [InlineData("? [a]\n: 1\n", "a key must be a text")]
    [InlineData("a: 1\n---\nb: 2\n", "second document")]
    [InlineData("- a\n- b\n", "must begin with a key")]
    [InlineData("", "the file is empty")]
    [InlineData("# only a comment\n", "the file is empty")]
    [InlineData("---\n", "the file is empty")]
    [InlineData("\uFEFF", "the file is empty")]
    [InlineData("a:\n\tb: 1\n", "indented with a tab")]
    [InlineData("a: 1\n\tb: 1\n", "indented with a tab")]
    [InlineData("a:\n  b: 1\n  \tc: 1\n", "indented with a tab")]
    [InlineData("a: {b: 1\n", "this is no YAML")]
    [InlineData("a: 'open\n", "this is no YAML")]
    public void WhatTheSubsetLacks_IsRefused(string text, string message)
    {
        var document = YamlDocument.Load("a.yml", text);
        // The stand-in for a broken file must not add faults of its own.
        _ = document.Root.OptionalText("zzz");

        var error = Assert.Single(document.Errors);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.True(error.Line >= 1 && error.Column >= 1);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("No")]
    [InlineData("ON")]
    [InlineData("off")]
    public void BooleanTrap_IsRefusedAsTextAndAsBoolean(string word)
    {
        var document = YamlDocument.Load("a.yml", $"a: {word}\nb: {word}\nc: \"{word}\"\non: x\n");

        Assert.Null(document.Root.OptionalBool("a"));
        Assert.Null(document.Root.OptionalText("b"));
        Assert.Equal(word, document.Root.OptionalText("c"));
        Assert.Equal("x", document.Root.OptionalText("on"));
        Assert.Equal(2, document.Errors.Count);
        Assert.All(document.Errors, error => Assert.Contains("in quotes", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1s", 1_000)]
    [InlineData("500ms", 500)]
    [InlineData("60s", 60_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("5m", 300_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("0s", null)]
    [InlineData("5", null)]
    [InlineData("5 s", null)]
    [InlineData("-1s", null)]
    [InlineData("１s", null)]
    [InlineData("999999999d", null)]
    [InlineData("1s\\n", null)]
    public void Duration_IsReadOrReported(string text, int? milliseconds)
    {
        var document = YamlDocument.Load("a.yml", $"d: \"{text}\"\n");

        Assert.Equal(milliseconds, document.Root.OptionalDuration("d")?.TotalMilliseconds);
        Assert.Equal(milliseconds is null ? 1 : 0, document.Errors.Count);
    }

    [Theory]
    [InlineData("64MB", 64L << 20)]
    [InlineData("512KB", 512L << 10)]
    [InlineData("1.5KB", 1536L)]
    [InlineData("100B", 100L)]
    [InlineData("0MB", null)]
    [InlineData("64", null)]
    [InlineData("64mb", null)]
    [InlineData("999999999GB", null)]
    public void Size_IsReadOrReported(string text, long? bytes)
    {
        var document = YamlDocument.Load("a.yml", $"d: {text}\n");

        Assert.Equal(bytes, document.Root.OptionalBytes("d"));
        Assert.Equal(bytes is null ? 1 : 0, document.Errors.Count);
    }

    [Theory]
    [InlineData("10%", 0.1)]
    [InlineData("0%", 0.0)]
    [InlineData("100%", 1.0)]
    [InlineData("12.5%", 0.125)]
    [InlineData("101%", null)]
    [InlineData("0.1", null)]
    public void Percent_IsReadOrReported(string text, double? share)
    {
        var document = YamlDocument.Load("a.yml", $"d: {text}\n");

        Assert.Equal(share, document.Root.OptionalPercent("d"));
        Assert.Equal(share is null ? 1 : 0, document.Errors.Count);
    }

    [Theory]
    [InlineData("https://example.jp/a?b=c", true)]
    [InlineData("http://example.jp/", true)]
    [InlineData("https://example.jp/オープンデータ", true)]
    [InlineData("ftp://example.jp/", false)]
    [InlineData("example.jp", false)]
    [InlineData("/relative", false)]
    [InlineData("https://user:hunter2@example.jp/", false)]
    [InlineData("https://example.jp/?api_key=hunter2", false)]
    [InlineData("https://example.jp/?a=b&access_token=hunter2", false)]
    public void Address_IsReadOrReportedWithoutItsSecret(string text, bool accepted)
    {
        var document = YamlDocument.Load("a.yml", $"d: \"{text}\"\n");

        Assert.Equal(accepted, document.Root.OptionalUri("d") is not null);
        Assert.Equal(accepted ? 0 : 1, document.Errors.Count);
        Assert.All(document.Errors, error => Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void WrongKinds_AreReported()
    {
        var document = YamlDocument.Load("a.yml", "a: {b: 1}\nb: x\nc: [1, {d: 2}]\nd:\ne: true\nf: '  '\n");
        var root = document.Root;
        _ = root.OptionalText("a");
        _ = root.Map("b");
        _ = root.TextList("c");
        _ = root.Sequence("b");
        _ = root.Map("d");
        _ = root.OptionalText("e");
        _ = root.OptionalText("f");
        _ = root.Maps("c");

        Assert.Equal(
        [
            "a: expected a single value, found a block of keys",
            "b: expected a block of keys",
            "b: expected a list",
            "c[0]: expected a block of keys",
            "c[1]: expected a single value, found a block of keys",
            "d: has no value; give one or remove the key",
            "e: expected a text; write \"true\" in quotes if that word is meant",
            "f: the text is blank",
        ], document.Errors.Select(error => error.Message));
    }

    [Fact]
    public void BomAndCrLf_GiveTheSameTreeAndPlaces()
    {
        var document = YamlDocument.Load("a.yml", "\uFEFFcode: 131032\r\nlist:\r\n  - 港区\r\n  - b\r\n");

        Assert.Equal("131032", document.Root.RequiredText("code"));
        Assert.Equal(["港区", "b"], document.Root.TextList("list"));
        Assert.Equal((3, 5), (document.Root.Sequence("list")[0].Line, document.Root.Sequence("list")[0].Column));
        Assert.Empty(document.Errors);
    }

    [Fact]
    public void AliasBomb_IsRefusedWithoutExpanding()
    {
        var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 25).Select(i => $"{(char)('a' + i)}: &{(char)('a' + i)} [{string.Join(", ", Enumerable.Repeat($"*{(char)('a' + i - 1)}", 9))}]\n"));

        var document = YamlDocument.Load("bomb.yml", text);

        Assert.Equal(26 + (25 * 9), document.Errors.Count);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void DeepNesting_IsRefused(string opening)
    {
        var document = YamlDocument.Load("deep.yml", "a:\n  " + string.Concat(Enumerable.Repeat(opening, 200_000)));

        Assert.Contains(document.Errors, error => error.Message.Contains("nested", StringComparison.Ordinal));
    }

    [Fact]
    public void OneMegabyte_IsReadInOnePass()
    {
        var text = "lookup:\n" + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"  キー{i}: 値{i}\n"));
        Assert.True(text.Length > 1_000_000 - 100_000);
        var watch = Stopwatch.StartNew();

        var document = YamlDocument.Load("big.yml", text);

        Assert.Equal(60_000, document.Root.TextMap("lookup")!.Count);
        Assert.Empty(document.Errors);
        // Quadratic duplicate search takes minutes here.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }
}
