"""One module per topic, one function per question or act. No Streamlit, no drawing, no wording."""
