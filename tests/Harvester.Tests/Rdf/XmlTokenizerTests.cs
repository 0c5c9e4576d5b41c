using System.Text;
using CsCheck;
using Xunit;

namespace Harvester.Tests.Rdf;

/// <summary>The tokenizer against System.Xml: both read the same, or both refuse. Where they differ on purpose is listed.</summary>
public sealed class XmlTokenizerTests(ITestOutputHelper output)
{
    private const int Rounds = 15;

    private static readonly string[] Pieces =
    [
        "<a>", "</a>", "<a/>", "<p:b xmlns:p='urn:p'>", "</p:b>", "<p:b>", "<a x='1' y=\"2\">", "<a p:x='1' x='2'/>", "<a x='1' x='2'/>", "<b xmlns='urn:d'>", "</b>", "<b>", "<b xmlns=''/>",
        "text", " ", "\r\n", "\r", "\n", "\t", "&amp;", "&lt;", "&#10;", "&#x26;", "&#xD;", "&e;", "&f;", "&g;", "&none;", "&", "]]>", "]]", "]", ">", "<![CDATA[", "<![CDATA[x]]>", "<![CDATA[]]]]>", "<!--c-->",
        "<!-- - -->", "<!--a--b-->", "--", "<?pi data?>", "<?pi?>", "<?xml version='1.0'?>", "<?xml-x?>", "東京", "\uFFFD", "\uFFFF", "\u0001", "<", "'", "\"", "=", "/", "<a x='&e;&#9;\t&amp;'/>", "<a x='<'/>",
        "<a x='\r\n y'/>", "<é/>", "<1/>", "<a:b:c/>", "<:a/>", "<a:/>", "<xml:a/>", "<a xml:lang='ja'/>", "<a xmlns:xml='urn:x'/>", "<a xmlns:q=''/>", "<a x ='1'\n/>", "<a x=1/>", "</a >", "</ a>", "< a/>", "<a x='1'y='2'/>",
    ];

    private static readonly string[] Prologs =
    [
        "", "<?xml version=\"1.0\" encoding='utf-8'?>", "<?xml version='1.0' standalone='yes'?>\n", " ", "\n<!--c-->",
        "<!DOCTYPE a [<!ENTITY e 'v'><!ENTITY f '<b>&e;</b>'><!ENTITY g '&#38;amp;&#60;a/>'>]>",
        "<!DOCTYPE a SYSTEM 'x.dtd' [<!ELEMENT a ANY><!ATTLIST a x NMTOKENS #IMPLIED z CDATA 'de&lt;f'> <?pi x?><!--'--><!NOTATION n SYSTEM 'y'><!ENTITY e \"]>'\r\n\">]>",
        "<!DOCTYPE a PUBLIC '-//p' \"s\">", "<!DOCTYPE a>", "<!DOCTYPE a [<!ENTITY e '&f;'><!ENTITY f '&e;'>]>",
        "<!DOCTYPE a [<!ENTITY e '<a>'><!ENTITY f '</a>'><!ENTITY g '<![CDATA[x'>]>",
    ];

    public static TheoryData<string> WellFormed =>
    [
        "<a/>", "<?xml version='1.0'?><a></a>\n<!--x--><?y z?>", "<a b='1' c=\"&lt;&#65;&#x42;'\">x&amp;y<![CDATA[<&]] ]]]>]]&gt;</a >", "<p:a xmlns:p='urn:1'><p:a xmlns:p='urn:2' p:x='1' x='2'/><p:a/></p:a>",
        "<a xmlns='u'><b xmlns=''/><b/></a>", "<a>\r\n\r\r\n</a>", "<a b=' \r\n\t&#13;&#10;&#9;'/>", "<日本 属性='値'>東京𠮷</日本>", "<a xml:lang='ja' xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
        "<!DOCTYPE a [<!ENTITY x 'urn:x#'><!ENTITY y '&x;y'>]><a b='&y;'>&y;</a>", "<!DOCTYPE a [<!ENTITY x '<b>&#38;lt;</b>'>]><a>&x;&x;</a>", "<!DOCTYPE a [<!ENTITY lt '&#38;#60;'>]><a>&lt;</a>",
        "<!DOCTYPE a SYSTEM 'http://nowhere.example/x.dtd'><a/>", "<!DOCTYPE a [<!ATTLIST a b CDATA 'd' xmlns:p CDATA 'urn:p' p:c NMTOKEN ' x '>]><a/>",
        "<!DOCTYPE a [<!ENTITY x 'one'><!ENTITY x 'two'><!ENTITY u SYSTEM 'u' NDATA n><!NOTATION n PUBLIC 'p'>]><a>&x;</a>",
    ];

    public static TheoryData<string> IllFormed =>
    [
        "", " ", "a", "<a>", "<a", "</a>", "<a></b>", "<a/><b/>", "<a/>x", "<a/>&amp;", "x<a/>", " <?xml version='1.0'?><a/>", "<a/><?xml version='1.0'?>", "<?xml?><a/>", "<?xml version='1.0' encoding=''?><a/>",
        "<?xml version='1.0' standalone='maybe'?><a/>", "<?xml encoding='utf-8' version='1.0'?><a/>", "<a><?XML x?></a>", "<a b='1' b='2'/>", "<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>", "<a xmlns:p='u' xmlns:p='v'/>", "<p:a/>", "<a p:b=''/>",
        "<a xmlns:p=''/>", "<a xmlns:xmlns='u'/>", "<a xmlns:xml='u'/>", "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>", "<a xmlns:p='http://www.w3.org/2000/xmlns/'/>", "<a b='<'/>", "<a b=1/>", "<a b/>", "<a b=''c=''/>",
        "<a b='&x'/>", "<a b='&;'/>", "<a>&x;</a>", "<a>& </a>", "<a>]]></a>", "<a><!--a--b--></a>", "<a><!--a---></a>", "<a><!-></a>", "<a><![CDATA[x]]</a>", "<![CDATA[x]]><a/>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#x110000;</a>",
        "<a>&#xFFFF;</a>", "<a>&#;</a>", "<a>&#x;</a>", "<a>&#65</a>", "<a>\u0001</a>", "<a>\uFFFE</a>", "<1a/>", "<-a/>", "<a:b:c xmlns:a='u'/>", "<:a/>", "<a×b/>", "<a/><!DOCTYPE a>", "<!DOCTYPE a><!DOCTYPE a><a/>", "<!DOCTYPE><a/>",
        "<!DOCTYPE a [<!ENTITY x '&x;'>]><a>&x;</a>", "<!DOCTYPE a [<!ENTITY x '&y;'><!ENTITY y '&x;'>]><a b='&x;'/>", "<!DOCTYPE a [<!ENTITY x '<'>]><a b='&x;'/>", "<!DOCTYPE a [<!ENTITY x '<b>'>]><a>&x;</b></a>", "<!DOCTYPE a [<!ENTITY x '</a>'>]><a>&x;",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'u'>]><a b='&x;'/>", "<!DOCTYPE a [<!ENTITY x SYSTEM 'u' NDATA n>]><a>&x;</a>", "<!DOCTYPE a [<!ENTITY x '100%'>]><a/>", "<!DOCTYPE a [<!ENTITY x 'a&b'>]><a/>", "<!DOCTYPE a [<!ENTITY x>]><a/>", "<!DOCTYPE a [x]><a/>",
        "<!DOCTYPE a [<!ATTLIST a b WORD 'x'>]><a/>", "<!DOCTYPE a [<!ENTITY x 'y'>", "<!DOCTYPE a PUBLIC '{' 'x'><a/>", "<?a:b c?><a/>", "<a><?b</a>", "<a><?b/?></a>", "<a / >",
    ];

    [Theory]
    [MemberData(nameof(WellFormed))]
    public void WellFormedDocument_IsReadAsSystemXmlReadsIt(string document)
    {
        var expected = XmlEvents.OfXmlReader(Encoding.UTF8.GetBytes(document), out var fault);
        Assert.True(expected is not null, fault);
        AssertReadAs(expected, document);
    }

    [Theory]
    [MemberData(nameof(IllFormed))]
    public void IllFormedDocument_IsRefused(string document)
    {
        Assert.Null(XmlEvents.OfXmlReader(Encoding.UTF8.GetBytes(document), out _));
        AssertReadAs(null, document);
    }

    // Read here and refused there: another minor version (XML 1.0 fifth edition, section 2.8), the names of the fifth edition, values of xml:space that only a validator
    // minds, an encoding whose name nobody knows (the bytes are UTF-8 by now), content models, which nobody looks at. Read there and refused here: what a parameter entity
    // declares, and a version that only begins with 1.0.
    [Theory]
    [InlineData("<?xml version='1.1'?><a/>", true)]
    [InlineData("<\uD842\uDFB7/>", true)]
    [InlineData("<\u2C00 \u2C01\u200C='1'/>", true)]
    [InlineData("<a xml:space='none'/>", true)]
    [InlineData("<?xml version='1.0' encoding='no-such'?><a/>", true)]
    [InlineData("<!DOCTYPE a [<!ELEMENT a ((b,)>]><a/>", true)]
    [InlineData("<!DOCTYPE a [<!ENTITY % p '<!ENTITY x \"y\">'>%p;]><a>&x;</a>", false)]
    [InlineData("<?xml version='1.0 '?><a/>", false)]
    public void DeliberateDifference_IsOne(string document, bool isReadHere)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        Assert.Equal(isReadHere, XmlEvents.OfTokenizer(bytes, 1, out _) is not null);
        Assert.Equal(!isReadHere, XmlEvents.OfXmlReader(bytes, out _) is not null);
    }

    [Fact]
    public void AnyDocument_IsReadAsSystemXmlReadsItOrRefusedByBoth()
    {
        var (read, refused) = (0, 0);
        var documents =
            from prolog in Gen.Int[0, Prologs.Length - 1].Select(index => Prologs[index])
            from content in Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]).Array[0, 6]
            from isWrapped in Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false)))
            select prolog + (isWrapped ? $"<a xmlns:p='urn:q'>{string.Concat(content)}</a>" : string.Concat(content));
        documents.Sample(
            document =>
            {
                var expected = XmlEvents.OfXmlReader(Encoding.UTF8.GetBytes(document), out _);
                _ = expected is null ? refused++ : read++;
                AssertReadAs(expected, document);
            },
            iter: 15_000,
            threads: 1);
        output.WriteLine($"{read} read, {refused} refused");
        Assert.True(read > 1_500 && refused > 1_500);
    }

    [Fact]
    public void DamagedSuiteFile_IsReadAsSystemXmlReadsItOrRefusedByBoth()
    {
        // A fixed seed: the same damage in every run.
        var random = new Random(20260401);
        var (read, refused) = (0, 0);
        foreach (var file in Directory.EnumerateFiles(Documents.Shared("conformance/w3c-rdf11/rdf-xml"), "*.rdf", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var whole = File.ReadAllBytes(file);
            // See the list above; xml:space is in there, and so is what System.Xml makes of a declaration.
            if (whole.AsSpan().IndexOf("xml:space"u8) >= 0)
                continue;
            var from = whole.AsSpan().StartsWith("<?xml"u8) ? whole.AsSpan().IndexOf("?>"u8) : 0;
            for (var round = 0; round < Rounds; round++)
            {
                var damaged = Damage(whole, from, random);
                var expected = XmlEvents.OfXmlReader(damaged, out _);
                _ = expected is null ? refused++ : read++;
                AssertReadAs(expected, damaged);
            }
        }
        output.WriteLine($"{read} read, {refused} refused");
        Assert.True(read > 500 && refused > 500);
    }

    private static byte[] Damage(byte[] whole, int from, Random random)
    {
        const string bytes = "<>\"'&;:=/!-]?[# \n\r\taA1\u0001";
        var damaged = whole.ToList();
        for (var count = random.Next(1, 3); count > 0; count--)
        {
            var at = random.Next(from, damaged.Count);
            var one = random.Next(8) == 0 ? (byte)random.Next(256) : (byte)bytes[random.Next(bytes.Length)];
            switch (random.Next(3))
            {
                case 0:
                    damaged[at] = one;
                    break;
                case 1:
                    damaged.Insert(at, one);
                    break;
                case 2 when damaged.Count > 1:
                    damaged.RemoveAt(at);
                    break;
            }
        }
        return [.. damaged];
    }

    private static void AssertReadAs(string? expected, string document) => AssertReadAs(expected, Encoding.UTF8.GetBytes(document));

    private static void AssertReadAs(string? expected, byte[] bytes)
    {
        foreach (var window in (ReadOnlySpan<int>)[1, 7, 1 << 16])
        {
            var actual = XmlEvents.OfTokenizer(bytes, window, out var fault);
            if (expected != actual)
                Assert.Fail($"{Encoding.UTF8.GetString(bytes)}\nin windows of {window}\nexpected {expected ?? "a refusal"}\nread {actual ?? fault}");
        }
    }
}
