import Judge from "./judge";

export default function Page() {
    return <Judge />;
}
