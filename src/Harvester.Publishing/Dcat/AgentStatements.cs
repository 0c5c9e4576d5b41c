using Harvester.Core.Model;

namespace Harvester.Publishing.Dcat;

/// <summary>
/// The publisher (foaf:Agent) and the contact (vcard:Kind). Both are nodes of each dataset: what a source says of them is said of this dataset, and a shared IRI would mix
/// the words of all sources.
/// </summary>
internal static class AgentStatements
{
    private static ReadOnlySpan<byte> Unit => "http://www.w3.org/ns/org#OrganizationalUnit"u8;
    private static ReadOnlySpan<byte> Email => "http://www.w3.org/2006/vcard/ns#Email"u8;
    private static ReadOnlySpan<byte> Voice => "http://www.w3.org/2006/vcard/ns#Voice"u8;

    public static void Publisher(StatementOutput output, Node dataset, Publisher publisher)
    {
        if (publisher is { Name: null, Code: null, Organization: null, Unit: null })
            return;
        var agent = output.Blank(Terms.Foaf.Agent);
        output.Link(dataset, Terms.Dct.Publisher, agent);
        output.Texts(agent, Terms.Foaf.Name, publisher.Name);
        output.Text(agent, Terms.Dct.Identifier, publisher.Organization);
        output.Text(agent, Terms.Org.Identifier, publisher.Code);
        if (publisher.Unit is not { } unit)
            return;
        var office = output.Blank(Unit);
        output.Link(agent, Terms.Org.HasUnit, office);
        output.Text(office, Terms.Foaf.Name, unit);
    }

    public static void Contact(StatementOutput output, Node dataset, ContactPoint? contact)
    {
        if (contact is null)
            return;
        var card = output.Blank(Terms.VCard.Kind);
        output.Link(dataset, Terms.Dcat.ContactPoint, card);
        output.Text(card, Terms.VCard.Name, contact.Name);
        Address(output, card, Terms.VCard.HasEmail, Email, "mailto:", contact.Email, IsMail);
        Address(output, card, Terms.VCard.HasTelephone, Voice, "tel:", contact.Phone, IsTelephone);
        if (contact.Url is { } url)
            output.Link(card, Terms.VCard.HasUrl, url, Terms.Foaf.Document);
    }

    /// <summary>An IRI where the text makes one as it stands (RFC 6068, RFC 3966); else the text itself.</summary>
    private static void Address(StatementOutput output, Node card, ReadOnlySpan<byte> property, ReadOnlySpan<byte> type, string scheme, string? text, Func<char, bool> isPlain)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        if (text.All(isPlain))
        {
            output.Link(card, property, scheme + text);
            return;
        }

        var node = output.Blank(type);
        output.Link(card, property, node);
        output.Text(node, Terms.VCard.Value, text);
    }

    private static bool IsMail(char c) => char.IsAsciiLetterOrDigit(c) || "@.!$&'*+/=_-~".Contains(c, StringComparison.Ordinal);

    private static bool IsTelephone(char c) => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or '(' or ')';
}
